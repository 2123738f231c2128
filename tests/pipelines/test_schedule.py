"""What `uniaccord schedule` prints is what `deploy/` holds, filled in; and the programs that read such files accept it."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

import deploy
from pipelines.schedule import KINDS, STATE, Installation, Unfit, filled, service_database, this
from tests.conftest import uniaccord

ROOT = Path(__file__).parents[2]
EXPOSURE = 2.0
"""At most, by `systemd-analyze security`, from 0 to 10."""


def installation(**more: Any) -> Installation:
    facts: dict[str, Any] = {
        "program": Path("/bin/true"),
        "code": ROOT,
        "prefixes": (Path("/home/me/venv"), Path("/usr")),
        "database": Path("/srv/my data/uniaccord.db"),
        "sources": ROOT / "crawler/sources",
        "contact": "me@example.org",
        "user": "uniaccord",
        "hour": 3,
        "minute": 5,
    }
    return Installation(**{**facts, **more})


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_printed_is_the_deploy_file_filled_in(kind: str) -> None:
    files = filled(kind, installation())
    assert set(files) == {path.name for path in (deploy.HERE / kind).iterdir()}
    for name, text in files.items():
        fixed = re.split(r"@[A-Z]+@", (deploy.HERE / kind / name).read_text(encoding="utf-8"))
        assert re.fullmatch("[^\n]*".join(map(re.escape, fixed)), text)
        assert "@CONTACT@" not in text


def test_every_way_is_a_folder_of_the_package() -> None:
    assert {path.name for path in deploy.HERE.iterdir() if path.is_dir()} - {"__pycache__"} == set(KINDS)
    assert 'deploy = ["**/*"]' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def units(folder: Path) -> list[Path]:
    if not shutil.which("systemd-analyze"):
        pytest.skip("there is no systemd-analyze on this machine: the units are not verified")
    for name, text in filled("systemd", installation()).items():
        (folder / name).write_text(text, encoding="utf-8")
    return sorted(folder.iterdir())


def test_systemd_finds_no_fault_with_the_units(tmp_path: Path) -> None:
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units(tmp_path)], capture_output=True, text=True, timeout=60
    )
    ours = [line for line in done.stderr.splitlines() if "uniaccord" in line]
    assert (ours, done.returncode) == ([], 0)


@pytest.mark.parametrize("name", ["uniaccord-refresh.service", "uniaccord-serve.service"])
def test_the_services_are_hardly_exposed(tmp_path: Path, name: str) -> None:
    units(tmp_path)
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", "--no-pager", tmp_path / name],
        capture_output=True,
        text=True,
        timeout=60,
    )
    exposure = re.search(r"exposure level for \S+: ([\d.]+)", done.stdout)
    assert exposure, done.stdout + done.stderr
    assert float(exposure[1]) <= EXPOSURE


def test_a_service_sees_its_installation_in_a_home_and_nothing_else_of_it() -> None:
    text = filled("systemd", installation(code=Path("/home/me/uniaccord")))["uniaccord-refresh.service"]
    assert 'BindReadOnlyPaths="/home/me/uniaccord" "/home/me/venv"\n' in text
    assert 'BindPaths="/srv/my data"\n' in text


def test_a_service_does_not_write_among_the_code() -> None:
    assert service_database(installation(database=ROOT / "db/uniaccord.db")) == STATE / "uniaccord.db"
    assert service_database(installation()) == Path("/srv/my data/uniaccord.db")


def test_the_line_for_cron_is_read_by_a_shell_as_it_is_meant() -> None:
    text = filled("cron", installation(program=Path("/home/me/my venv/uniaccord")))["uniaccord.crontab"]
    line = text.splitlines()[-1]
    assert line.startswith("5 3 * * * nice -n 10 ")
    assert "%" not in line
    words = shlex.split(line.split(" * * * ")[1])
    assert words[3:5] == ["/home/me/my venv/uniaccord", "refresh"]
    after = words.index("||") + 1
    assert words[after : after + 5] == [
        "/home/me/my venv/uniaccord",
        "status",
        ";",
        "/home/me/my venv/uniaccord",
        "backup",
    ]
    assert ">/srv/my data/refresh.log" in words


def test_cron_mails_to_an_address_or_else_to_who_runs_it() -> None:
    for contact, to in (("me@example.org", "me@example.org"), ("https://x.example/me", "uniaccord"), ("", "uniaccord")):
        assert f"MAILTO={to}\n" in filled("cron", installation(contact=contact))["uniaccord.crontab"]


def test_the_containers_share_no_rights_and_the_loop_is_a_shell_script() -> None:
    compose = yaml.safe_load(filled("container", installation())["compose.yaml"])
    for service in compose["services"].values():
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))
    assert compose["x-common"]["build"]["context"] == str(ROOT)
    (script,) = compose["services"]["refresh"]["command"]
    subprocess.run(["sh", "-n", "-c", script.replace("$$", "$")], check=True)
    assert "date -d 03:05" in script


def test_the_workflow_keeps_the_record_and_stops_rather_than_begin_anew() -> None:
    workflow = yaml.safe_load(filled("github", installation())["uniaccord.yml"])
    assert workflow[True]["schedule"] == [{"cron": "5 3 * * *"}]  # YAML reads `on` as true
    assert workflow["permissions"] == {"contents": "write"}
    steps = {step.get("name"): step for step in workflow["jobs"]["refresh"]["steps"]}
    assert "steps.restore.outcome == 'success'" in steps["Keep the database"]["if"]
    for step in steps.values():
        assert "${{" not in step.get("run", "")  # values reach scripts by the environment alone
        subprocess.run(["bash", "-n", "-c", step.get("run", "")], check=True)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"at": "25:00"}, "not a time of day"),
        ({"user": "me; reboot"}, "not a name of a user"),
        ({"contact": "me\nExecStart=/bin/sh"}, "UNIACCORD_CONTACT"),
        ({"database": Path("/srv/100%/u.db")}, "plainer folder"),
    ],
)
def test_values_that_such_files_would_misread_are_refused(facts: dict[str, Any], words: str) -> None:
    usual: dict[str, Any] = {"database": Path("/srv/u.db"), "sources": ROOT, "contact": "", "user": "me", "at": "03:30"}
    with pytest.raises(Unfit, match=words):
        this(**{**usual, **facts})


def test_files_are_written_once_and_never_over_others(tmp_path: Path) -> None:
    done = uniaccord("schedule", "github", "--write", tmp_path / "w", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert str(tmp_path / "w/uniaccord.yml") in done.stderr
    (tmp_path / "w/uniaccord.yml").write_text("mine")
    again = uniaccord("schedule", "github", "--write", tmp_path / "w", cwd=tmp_path)
    assert (again.returncode, (tmp_path / "w/uniaccord.yml").read_text()) == (2, "mine")
    assert "is there and different" in again.stderr
    assert uniaccord("schedule", "windows", cwd=tmp_path).returncode == 2
