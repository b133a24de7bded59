/* What the records propose on one item, and the judge's answer. Nothing is taken off before the judge says so. */
import { toHundredths, toShort } from "./arithmetic.js";
import { all, one, piece } from "./page_parts.js";
import { acceptProposal, rejectProposal, takeBackAnswer } from "./sheet.js";
import { say } from "./words.js";

export class ProposalView {
  /* `view` is the item's; `proposals` those of the visit for this item. */
  constructor(view, proposals) {
    Object.assign(this, { view, proposals });
    const place = view.part("[data-proposals]");
    place.hidden = proposals.length === 0;
    place.append(...proposals.map((proposal) => this.line(proposal)));
  }

  line(proposal) {
    const points = say("proposed_off", { points: toShort(toHundredths(proposal.points)) });
    const line = piece("proposal", { fact: proposal.shown || proposal.fact, clause: proposal.clause, points });
    line.dataset.proposal = proposal.rule;
    one("[data-accept]", line).addEventListener("click", () => this.accept(proposal));
    one("[data-reject]", line).addEventListener("click", () => this.reject(proposal, ""));
    one("[data-why-not]", line).setAttribute("aria-label", say("why_not", { fact: proposal.shown || proposal.fact }));
    one("[data-why-not]", line).addEventListener("input", (event) => this.reject(proposal, event.target.value));
    return line;
  }

  accept(proposal) {
    const { item, entry } = this.view;
    const said = entry.answers[proposal.rule];
    this.view.decide(() => {
      if (said && said.answer === "accepted") return takeBackAnswer(entry, proposal.rule) || true;
      if (said) takeBackAnswer(entry, proposal.rule);
      return acceptProposal(item, entry, proposal);
    });
  }

  reject(proposal, reason) {
    const { entry } = this.view;
    const said = entry.answers[proposal.rule];
    const again = said && said.answer === "rejected" && reason === "" && document.activeElement !== this.field(proposal);
    if (again) takeBackAnswer(entry, proposal.rule);
    else rejectProposal(entry, proposal.rule, reason);
    this.view.show();
    this.view.changed(false);
  }

  field(proposal) {
    return one("[data-why-not]", this.lineOf(proposal));
  }

  lineOf(proposal) {
    return all("[data-proposal]", this.view.box).find((line) => line.dataset.proposal === proposal.rule);
  }

  show() {
    for (const proposal of this.proposals) this.showOne(proposal, this.view.entry.answers[proposal.rule]);
  }

  showOne(proposal, said) {
    const line = this.lineOf(proposal);
    const rejected = Boolean(said) && said.answer === "rejected";
    one("[data-accept]", line).setAttribute("aria-pressed", String(Boolean(said) && !rejected));
    one("[data-reject]", line).setAttribute("aria-pressed", String(rejected));
    const field = one("[data-why-not]", line);
    field.parentElement.hidden = !rejected;
    if (rejected && field.value !== said.reason) field.value = said.reason;
  }
}
