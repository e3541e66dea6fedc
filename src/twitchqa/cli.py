"""The command line: build, serve, ask, evaluate.

Exit codes: 0 done (a decline is done), 1 failed or under a minimum, 2 wrong usage.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from twitchqa.errors import MinimumError, QuestionError, ReportError, SettingsError, TwitchqaError
from twitchqa.settings import Settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twitchqa.engine import Engine
    from twitchqa.evaluation import Evaluation, Minimum
    from twitchqa.records import Reply

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Answers health questions from vetted articles, in their own words.",
)

_FILE = {"exists": True, "dir_okay": False, "readable": True}
_MODEL = "Embed with this sentence-transformers model instead."
_BUILD = "Make the index first, unless it is up to date."
IndexFolder = Annotated[Path | None, typer.Option("--index", help="The folder of the index.")]
CorpusFolder = Annotated[Path | None, typer.Option("--corpus", help="The folder of articles.")]
Model = Annotated[str | None, typer.Option("--model", help=_MODEL)]
Host = Annotated[str | None, typer.Option("--host", help="The address to listen at.")]
Port = Annotated[int | None, typer.Option("--port", min=0, max=65535, help="0: any free one.")]
BuildFirst = Annotated[bool, typer.Option("--build", help=_BUILD)]
AskedFile = Annotated[Path | None, typer.Option("--file", help="Ask this document.", **_FILE)]
Words = Annotated[list[str], typer.Argument(metavar="QUESTION", help="The question.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the API's JSON.")]
Questions = Annotated[Path, typer.Argument(help="A JSON Lines file.", **_FILE)]
JsonFile = Annotated[Path | None, typer.Option("--json", help="Write the figures to this file.")]
ReportFile = Annotated[Path | None, typer.Option("--report", help="Write a page to this file.")]
Before = Annotated[
    Path | None, typer.Option("--compare", help="Show the figures of this JSON beside.", **_FILE)
]
ReaderChoice = Annotated[
    str | None, typer.Option("--reader", help="auto, accurate, fast, similarity or a folder.")
]
FromFeedback = Annotated[
    bool, typer.Option("--from-feedback", help="Print a feedback file as lines to complete.")
]
Minimums = Annotated[list[str] | None, typer.Option("--min", help="As in decision=0.9.")]


@app.command()
def build(corpus: CorpusFolder = None, index: IndexFolder = None, model: Model = None) -> None:
    """Make the index of the articles, unless it is up to date."""
    typer.echo(_build(_settings(corpus_dir=corpus, index_dir=index), model))


@app.command()
def serve(
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
    host: Host = None,
    port: Port = None,
    build_first: BuildFirst = False,
) -> None:
    """Answer over HTTP."""
    from twitchqa.api.server import run_server

    settings = _settings(corpus_dir=corpus, index_dir=index, host=host, port=port)
    if build_first:
        typer.echo(_build(settings))
    run_server(settings, typer.echo)


@app.command()
def ask(
    question: Words,
    file: AskedFile = None,
    as_json: AsJson = False,
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """Ask one question, with or without quotation marks around it."""
    from twitchqa.terminal import reply_as_text

    settings = _settings(corpus_dir=corpus, index_dir=index)
    reply = _engine(settings, file).ask(" ".join(question), settings.max_quotes)
    typer.echo(_reply_as_json(reply) if as_json else reply_as_text(reply))


@app.command()
def evaluate(  # noqa: PLR0913, PLR0917 - each is an option of the command
    questions: Questions,
    json_file: JsonFile = None,
    report: ReportFile = None,
    minimum: Minimums = None,
    compare: Before = None,
    index: IndexFolder = None,
    corpus: CorpusFolder = None,
    reader: ReaderChoice = None,
    from_feedback: FromFeedback = False,
) -> None:
    """Ask a file of labelled questions, of the index or of a corpus, and measure the replies."""
    from twitchqa.evaluation import cases_from_feedback, parse_minimum

    if from_feedback:
        typer.echo("\n".join(cases_from_feedback(questions)))
        return
    minimums = [parse_minimum(text) for text in minimum or ()]
    settings = _settings(index_dir=index, corpus_dir=corpus, reader=reader)
    evaluation = _evaluate(_engine(settings, corpus), questions, compare)
    _write(evaluation, json_file, report)
    _exit_if_under(minimums, evaluation)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit code; an error is one message, no traceback."""
    try:
        app(args=list(sys.argv[1:] if arguments is None else arguments), prog_name="twitchqa")
    except TwitchqaError as error:
        typer.echo(f"{error.problem}\n{error.next_step}", err=True)
        wrong_usage = isinstance(error, MinimumError | QuestionError | SettingsError)
        sys.exit(2 if wrong_usage else 1)


def _settings(**chosen: Any) -> Settings:  # noqa: ANN401 - a value for each field of Settings
    """The environment's settings, with what the command line chose in their place."""
    given = {name: value for name, value in chosen.items() if value is not None}
    return replace(read_settings(), **given)


def _build(settings: Settings, model: str | None = None) -> str:
    from twitchqa.build import build_index
    from twitchqa.terminal import build_as_text, shown

    return build_as_text(build_index(settings, model, shown("Embedding")))


def _engine(settings: Settings, source: Path | None = None) -> Engine:
    """The engine over the index, or over one file or folder of articles."""
    from twitchqa.corpus import load_corpus, load_document
    from twitchqa.engine import open_engine, open_engine_over

    if source is None:
        return open_engine(settings)
    documents = load_corpus(source).documents if source.is_dir() else (load_document(source),)
    return open_engine_over(documents, settings)


def _reply_as_json(reply: Reply) -> str:
    from twitchqa.api.wire import ReplyOut

    return ReplyOut.of(reply).model_dump_json(indent=2)


def _evaluate(engine: Engine, questions: Path, before: Path | None) -> Evaluation:
    from twitchqa.evaluation import compare, evaluate_file, read_evaluation
    from twitchqa.terminal import teller

    evaluation = evaluate_file(engine, questions, teller("Asking"), engine.threshold)
    typer.echo(evaluation.table())
    if before is not None:
        typer.echo(compare({"before": read_evaluation(before), "now": evaluation}))
    return evaluation


def _write(evaluation: Evaluation, json_file: Path | None, report: Path | None) -> None:
    from twitchqa.evaluation import write_report

    if json_file is not None:
        try:
            json_file.write_text(evaluation.to_json(), encoding="utf-8")
        except OSError as error:
            raise ReportError(
                f"{json_file} cannot be written ({error.strerror}).", "Give a path that can be."
            ) from error
    if report is not None:
        write_report(evaluation, report)


def _exit_if_under(minimums: Sequence[Minimum], evaluation: Evaluation) -> None:
    from twitchqa.evaluation import minimums_failed

    failed = minimums_failed(evaluation, minimums)
    for sentence in failed:
        typer.echo(sentence, err=True)
    if failed:
        raise typer.Exit(1)
