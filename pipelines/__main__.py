"""`python -m pipelines`: the door, without the installed script."""

from pipelines.door import main

if __name__ == "__main__":
    main()
