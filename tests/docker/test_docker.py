"""docker/ as far as it can be judged without an engine: names, users, health checks, no address and no secret in the open."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

DOCKER = Path(__file__).parents[2] / "docker"
COMPOSE: dict[str, Any] = yaml.safe_load((DOCKER / "compose.yml").read_text("utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]
PROGRAM = ("migrate", "web", "worker")


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile as (instruction, rest), continued lines joined, remarks left out."""
    text = re.sub(r"\\\n\s*", "", (DOCKER / "Dockerfile").read_text("utf-8"))
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(name, rest) for name, _, rest in (line.partition(" ") for line in lines)]


def last_stage() -> dict[str, str]:
    steps = instructions()
    start = max(index for index, (name, _) in enumerate(steps) if name == "FROM")
    return dict(steps[start:])


def test_the_image_runs_as_an_ordinary_user_that_has_a_number() -> None:
    user = last_stage()["USER"]
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", user)


def test_the_image_asks_health_and_starts_the_program() -> None:
    stage = last_stage()
    check = json.loads(stage["HEALTHCHECK"].partition("CMD ")[2])
    assert "/health" in check[-1]
    compile(check[-1], "HEALTHCHECK", "exec")
    assert (json.loads(stage["ENTRYPOINT"]), json.loads(stage["CMD"])) == (["foerderkette"], ["serve"])


def test_the_last_stage_copies_nothing_but_the_environment() -> None:
    assert [rest for name, rest in instructions()[-10:] if name in ("COPY", "ADD")] == ["--from=build /venv /venv"]


def test_everything_in_the_image_is_locked() -> None:
    for name, rest in instructions():
        for command in rest.split("&&") if name == "RUN" else []:
            if "pip install" in command:
                assert "--require-hashes" in command or "--no-deps --no-build-isolation ." in command, command


def test_what_the_dockerfile_copies_is_let_through_by_dockerignore() -> None:
    ignore = (DOCKER / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    let_through = {line[1:] for line in ignore if line.startswith("!")}
    assert {path for path in let_through if not (DOCKER.parent / path).exists()} == set()
    copied = next(rest for name, rest in instructions() if name == "COPY").split()[:-1]
    assert set(copied) <= let_through


def test_the_four_services_and_the_migration_are_named() -> None:
    assert set(SERVICES) == {"migrate", "web", "worker", "database", "redis"}
    assert [SERVICES[name]["command"] for name in PROGRAM] == [["migrate"], ["serve"], ["worker"]]


@pytest.mark.parametrize("name", SERVICES)
def test_whoever_waits_waits_for_a_service_that_has_a_health_check(name: str) -> None:
    for other, how in SERVICES[name].get("depends_on", {}).items():
        if how["condition"] == "service_healthy":
            assert SERVICES[other]["healthcheck"]["test"]
        else:
            assert SERVICES[other]["restart"] == "no"


@pytest.mark.parametrize("name", SERVICES)
def test_secrets_are_files_and_stand_nowhere_else(name: str) -> None:
    service = SERVICES[name]
    for variable, value in service.get("environment", {}).items():
        if re.search("PASSWORD|SECRET|DATABASE_URL", variable):
            assert variable.endswith("_FILE")
            assert value.removeprefix("/run/secrets/") in service["secrets"]
    assert all(set(COMPOSE["secrets"][secret]) == {"file"} for secret in service.get("secrets", []))


@pytest.mark.parametrize("name", PROGRAM)
def test_the_program_is_kept_small(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "privileged" not in service
    assert "user" not in service, "the image's own user is the right one"


def test_only_web_is_seen_from_outside_and_only_by_this_host() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["web"]
    assert all(port.startswith("127.0.0.1:") for port in SERVICES["web"]["ports"])
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert [name for name, service in SERVICES.items() if "outside" in service["networks"]] == ["web"]


@pytest.mark.parametrize("kind", ["volumes", "networks", "secrets"])
def test_each_name_that_is_used_is_declared(kind: str) -> None:
    used = {entry.partition(":")[0] for service in SERVICES.values() for entry in service.get(kind, [])}
    assert used == set(COMPOSE[kind])


def test_every_setting_is_known_to_the_program() -> None:
    from core.settings import Settings  # here, so that a broken program fails this test and not the whole file

    known = {name.upper() for name in Settings.model_fields}
    stage = re.findall(r"FOERDERKETTE_([A-Z_]+)=", last_stage()["ENV"])
    named = {*stage, *(variable.removeprefix("FOERDERKETTE_") for variable in SERVICES["web"]["environment"])}
    assert {name for name in named if name.removesuffix("_FILE") not in known} == set()


def test_compose_itself_finds_no_fault() -> None:
    docker = shutil.which("docker")
    if not docker or subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode:
        pytest.skip("no docker compose on this machine")
    command = [docker, "compose", "--file", DOCKER / "compose.yml", "config", "--quiet"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
