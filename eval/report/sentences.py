"""The sentences that stand on top of a report."""

from eval.finished_run import FinishedRun
from eval.report.figures import percent, right_share
from eval.report.words import WORDS, Both


def verdict(run: FinishedRun) -> Both:
    """Say in a sentence how many of how many questions were answered rightly."""
    share = right_share(run.scores)
    return WORDS["verdict"].filled(
        n=share.n,
        right=sum(score.passed for score in run.scores),
        share=percent(share.mean),
        low=percent(share.low),
        high=percent(share.high),
    )


def asked(run: FinishedRun) -> Both:
    """Say in a sentence what was asked of what, how and when."""
    about = run.about
    model = about.settings.get("llm_model", "")
    return WORDS["asked_of"].filled(
        files=", ".join(about.cases.files) or run.name,
        documents=len(about.index.documents),
        samples=WORDS["of_samples"] if about.index.samples else "",
        mode=WORDS["with_model"].filled(model=model) if model not in ("", "None") else WORDS["without_model"],
        when=about.started[:16].replace("T", " "),
    )
