"""The App Home: what a member finds when they open the app. Their own cases, and the policy in short."""

import json
from dataclasses import replace
from typing import Any

from bot.moderation.views import Answer, MyCases, PolicyView
from handlers.slack import limits
from handlers.slack.views import answers, blocks
from handlers.slack.views.drawing import Pen


def draw(cases: Answer, policy: Answer, pen: Pen) -> dict[str, Any]:
    """The view to publish, with the newest cases of as many as it holds; an answer that is neither is left out."""
    view = _drawn(cases, policy, pen)
    while isinstance(cases, MyCases) and cases.cases and len(json.dumps(view)) > limits.VIEW:
        cases = replace(cases, cases=cases.cases[1:])
        view = _drawn(cases, policy, pen)
    return view


def _drawn(cases: Answer, policy: Answer, pen: Pen) -> dict[str, Any]:
    shown: list[blocks.Block] = []
    if isinstance(cases, MyCases):
        shown.append(blocks.header(pen.label("button.my_cases", limits.HEADER)))
        shown.append(blocks.section(pen.text(cases.heading)))
        shown.extend(answers.stands(cases, pen))
        shown.extend(answers.mine(cases.cases, pen))
        shown.extend(answers.reach(cases, pen))
    if isinstance(policy, PolicyView):
        shown.append(blocks.header(pen.label("command.policy", limits.HEADER, version=policy.version)))
        shown.extend(answers.policy(policy, pen))
    return {"type": "home", "blocks": shown[: limits.VIEW_BLOCKS]}
