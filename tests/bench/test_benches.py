"""Every measurement runs, its cases agree with each other, and it prints a ratio to a limit. Nothing here is timed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
BENCHES = sorted(path.stem for path in HERE.glob("bench_*.py"))


def test_there_are_measurements():
    assert {"bench_forms", "bench_http", "bench_rules", "bench_step"} <= set(BENCHES)


@pytest.mark.parametrize("name", BENCHES)
def test_it_runs_and_prints_a_ratio(name):
    env = {**os.environ, "BENCH_QUICK": "1"}
    command = [sys.executable, "-m", f"tests.bench.{name}"]
    done = subprocess.run(command, cwd=HERE.parents[1], env=env, capture_output=True, text=True, timeout=170, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    print(f"\n{done.stdout}")
    assert "limit" in done.stdout
    assert "ratio" in done.stdout
