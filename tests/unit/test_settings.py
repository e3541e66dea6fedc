"""The environment becomes settings, or an error that says what to do."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import FrozenInstanceError, fields
from ipaddress import ip_network
from pathlib import Path

import pytest

from twitchqa.errors import SettingsError
from twitchqa.settings import VARIABLES, Settings, read_settings

CHECKOUT = Path(__file__).resolve().parents[2]
HASH = "a" * 64


def test_no_variable_gives_the_defaults() -> None:
    """With nothing set, the service keeps to itself and lets everybody ask."""
    settings = read_settings({})
    assert settings == Settings()
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.rate_limit is None
    assert settings.api_keys == ()
    assert settings.cors_origins == ()
    assert settings.log_questions is False
    assert settings.feedback_file is None


def test_a_checkout_has_its_own_folders() -> None:
    """From a checkout the folders are the checkout's, whatever the current folder is."""
    settings = read_settings({})
    assert settings.corpus_dir == CHECKOUT / "corpus"
    assert settings.index_dir == CHECKOUT / "index"
    assert settings.models_dir == CHECKOUT / "models"


@pytest.mark.parametrize(
    ("variable", "text", "field", "value"),
    [
        ("TWITCHQA_CORPUS_DIR", "/srv/articles", "corpus_dir", Path("/srv/articles")),
        ("TWITCHQA_INDEX_DIR", "here", "index_dir", Path("here")),
        ("TWITCHQA_MODELS_DIR", "m", "models_dir", Path("m")),
        ("TWITCHQA_READER", "similarity", "reader", "similarity"),
        ("TWITCHQA_MAX_QUOTES", "20", "max_quotes", 20),
        ("TWITCHQA_THREADS", "3", "threads", 3),
        ("TWITCHQA_WORKERS", "4", "workers", 4),
        ("TWITCHQA_QUEUE_LENGTH", "0", "queue_length", 0),
        ("TWITCHQA_HOST", "::1", "host", "::1"),
        ("TWITCHQA_PORT", " 80 ", "port", 80),
        ("TWITCHQA_BODY_TIMEOUT", "0.5", "body_timeout", 0.5),
        ("TWITCHQA_REQUEST_TIMEOUT", "9", "request_timeout", 9.0),
        ("TWITCHQA_INDEX_POLL", "60", "index_poll", 60.0),
        ("TWITCHQA_RATE_LIMIT", "30", "rate_limit", 30),
        (
            "TWITCHQA_TRUSTED_PROXIES",
            "10.0.0.0/8, ::1",
            "trusted_proxies",
            (ip_network("10.0.0.0/8"), ip_network("::1")),
        ),
        ("TWITCHQA_API_KEYS", f"{HASH},{HASH.upper()}", "api_keys", (HASH, HASH)),
        ("TWITCHQA_CORS_ORIGINS", "https://a.org", "cors_origins", ("https://a.org",)),
        ("TWITCHQA_LOG_QUESTIONS", "ON", "log_questions", True),
        ("TWITCHQA_EVALUATION_FILE", "e.json", "evaluation_file", Path("e.json")),
        ("TWITCHQA_FEEDBACK_FILE", "f.jsonl", "feedback_file", Path("f.jsonl")),
    ],
)
def test_each_variable_sets_its_field(variable: str, text: str, field: str, value: object) -> None:
    """A variable's text becomes the value of the field that it names."""
    assert getattr(read_settings({variable: text}), field) == value


def test_every_field_has_a_variable() -> None:
    """The variables are the fields, and the file of keys."""
    names = {f"TWITCHQA_{field.name.upper()}" for field in fields(Settings)}
    assert set(VARIABLES) == names | {"TWITCHQA_API_KEYS_FILE"}


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("TWITCHQA_PROT", "TWITCHQA_PORT"),
        ("TWITCHQA_INDEXDIR", "TWITCHQA_INDEX_DIR"),
        ("twitchqa_host", "TWITCHQA_HOST"),
        ("TWITCHQA_RATELIMIT", "TWITCHQA_RATE_LIMIT"),
        ("TWITCHQA_API_KEY", "TWITCHQA_API_KEYS"),
    ],
)
def test_a_misspelt_variable_names_the_nearest(wrong: str, right: str) -> None:
    """A variable that does not exist is an error that names the nearest right one."""
    with pytest.raises(SettingsError, match=f"no setting {wrong}.*Did you mean {right}\\?"):
        read_settings({wrong: "1"})


def test_a_variable_that_is_near_none_lists_them_all() -> None:
    """Where nothing is near, all variables are named."""
    with pytest.raises(SettingsError) as error:
        read_settings({"TWITCHQA_ZZZZZZZZZZZZZZZZZZZZ": "1"})
    assert all(variable in error.value.next_step for variable in VARIABLES)


@pytest.mark.parametrize(
    ("variable", "text", "wanted"),
    [
        ("TWITCHQA_PORT", "65536", "a whole number from 0 to 65,535"),
        ("TWITCHQA_PORT", "http", "a whole number from 0 to 65,535"),
        ("TWITCHQA_PORT", "-1", "a whole number from 0 to 65,535"),
        ("TWITCHQA_PORT", "\u0668\u0660", "a whole number from 0 to 65,535"),
        ("TWITCHQA_MAX_QUOTES", "21", "a whole number from 1 to 20"),
        ("TWITCHQA_RATE_LIMIT", "0", "a whole number from 1 to 1,000,000"),
        ("TWITCHQA_BODY_TIMEOUT", "nan", "a number of seconds"),
        ("TWITCHQA_BODY_TIMEOUT", "soon", "a number of seconds"),
        ("TWITCHQA_LOG_QUESTIONS", "maybe", "'on' or 'off'"),
        ("TWITCHQA_TRUSTED_PROXIES", "proxy.local", "addresses or networks"),
        ("TWITCHQA_API_KEYS", "secret", "SHA-256 hashes"),
        ("TWITCHQA_API_KEYS_FILE", "/no/such/file", "the path of a text file"),
        ("TWITCHQA_CORS_ORIGINS", "example.org", "origins"),
        ("TWITCHQA_READER", "/no/such/reader", "one of auto, accurate, fast, similarity"),
    ],
)
def test_a_bad_value_says_what_to_set(variable: str, text: str, wanted: str) -> None:
    """The error names the variable and what it takes."""
    with pytest.raises(SettingsError) as error:
        read_settings({variable: text})
    assert variable in error.value.problem
    assert wanted in error.value.next_step


def test_a_key_in_the_clear_is_not_repeated() -> None:
    """A key that was set in the clear by mistake does not reach the message."""
    with pytest.raises(SettingsError) as error:
        read_settings({"TWITCHQA_API_KEYS": "swordfish"})
    assert "swordfish" not in str(error.value)


def test_keys_come_from_the_variable_and_from_the_file(tmp_path: Path) -> None:
    """Several keys hold at once; a file has one hash a line and may have notes."""
    file = tmp_path / "keys"
    file.write_text(f"# old\n{'b' * 64}  # since May\n\n{'c' * 64}\n", encoding="utf-8")
    settings = read_settings({"TWITCHQA_API_KEYS": HASH, "TWITCHQA_API_KEYS_FILE": str(file)})
    assert settings.api_keys == (HASH, "b" * 64, "c" * 64)


def test_an_empty_variable_counts_as_not_set() -> None:
    """An empty or blank variable leaves the default."""
    assert read_settings({"TWITCHQA_PORT": "", "TWITCHQA_HOST": "  "}) == Settings()


def test_other_variables_are_let_alone() -> None:
    """Only our own prefix is looked at."""
    assert read_settings({"PORT": "1", "TWITCH": "2"}) == Settings()


def test_the_process_environment_is_read_when_none_is_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without an argument the variables are those of the process."""
    monkeypatch.setenv("TWITCHQA_PORT", "8123")
    assert read_settings().port == 8123


def test_settings_cannot_change() -> None:
    """Settings are frozen."""
    with pytest.raises(FrozenInstanceError):
        Settings().port = 1  # type: ignore[misc]


def test_importing_the_settings_is_light() -> None:
    """Settings bring in no library from outside the standard one."""
    code = (
        "import sys; before = set(sys.modules); import twitchqa.settings; "
        "print(sorted({'pydantic', 'fastapi', 'numpy'} & (set(sys.modules) - before)))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout == "[]\n"
