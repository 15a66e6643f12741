"""The long-lived server and the executables that the engine starts."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import grpc
import pytest

from hds_landing.rehearsal.plugins.plugin_server import serving_clouds
from hds_landing.rehearsal.values import from_struct
from tests.rehearsal.plugins.plugin_client import PARIS, PluginClient
from tests.rehearsal.plugins.shelf_cloud import ShelfCloud

VPC = "aws:ec2/vpc:Vpc"


@contextmanager
def started(folder: Path, package: str) -> Iterator[tuple["subprocess.Popen[str]", PluginClient]]:
    """A plugin process, as the engine starts it, and a channel to the port that it prints."""
    with subprocess.Popen([folder / f"pulumi-resource-{package}"], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            port = int(process.stdout.readline())
            with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
                client = PluginClient(channel)
                client.configure(PARIS)
                yield process, client
        finally:
            process.kill()


def test_the_cloud_outlives_plugin_processes_that_are_killed(tmp_path: Path) -> None:
    cloud = ShelfCloud("aws")
    with serving_clouds(tmp_path, {"aws": cloud}):
        with started(tmp_path, "aws") as (first, client):
            created = client.create(VPC, "network", {"cidrBlock": "10.0.0.0/16"})
            first.kill()
            first.wait()
        with started(tmp_path, "aws") as (_, client):
            assert from_struct(client.read(VPC, "network", created.id).inputs) == {"cidrBlock": "10.0.0.0/16"}
            with started(tmp_path, "aws") as (_, other):
                other.configure({"region": "eu-west-1"})
                client.create(VPC, "home", {})
                other.create(VPC, "away", {})
        assert cloud.open
    assert [each.region for each in cloud.asked[-2:]] == ["eu-west-3", "eu-west-1"]
    assert not cloud.open


def test_plugin_processes_end_with_the_server(tmp_path: Path) -> None:
    with serving_clouds(tmp_path, {"aws": ShelfCloud("aws")}):
        process = subprocess.Popen([tmp_path / "pulumi-resource-aws"], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert int(process.stdout.readline()) > 0
    assert process.wait(30) == 0
    process.stdout.close()


def test_without_a_server_the_executable_says_what_to_do(tmp_path: Path) -> None:
    with serving_clouds(tmp_path, {"aws": ShelfCloud("aws")}):
        pass
    ended = subprocess.run([tmp_path / "pulumi-resource-aws"], capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "start `python -m hds_landing.rehearsal.plugins`" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert ended.stdout == ""


@pytest.fixture
def command() -> list[str]:
    return [sys.executable, "-m", "hds_landing.rehearsal.plugins", "--folder"]


def test_the_command_serves_both_clouds_until_it_is_stopped(tmp_path: Path, command: list[str]) -> None:
    folder = tmp_path / "a folder"
    with subprocess.Popen([*command, str(folder)], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            told = ""
            while "Ready." not in told:
                line = process.stdout.readline()
                assert line, told
                told += line
            assert "This is a rehearsal" in told
            assert f"- {{name: azure-native, path: {folder}}}" in told
            assert sorted(path.name for path in folder.iterdir()) == [
                "pulumi-resource-aws",
                "pulumi-resource-azure-native",
            ]
            with started(folder, "aws") as (_, client):
                created = client.create(VPC, "network", {"cidrBlock": "10.0.0.0/16"})
            with started(folder, "aws") as (_, client):
                assert client.read(VPC, "network", created.id).id == created.id
            process.terminate()
            assert process.wait(60) == 0
        finally:
            process.kill()


def test_a_folder_that_cannot_be_written_is_no_traceback(tmp_path: Path, command: list[str]) -> None:
    file = tmp_path / "file"
    file.write_text("")
    ended = subprocess.run([*command, str(file)], capture_output=True, text=True, check=False)
    assert ended.returncode == 3
    assert f"{file}: the plugin executables cannot be written" in ended.stderr
    assert "Traceback" not in ended.stderr
