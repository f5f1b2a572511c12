/* Looks an address up by itself, as soon as one has typed it and goes on to something else. Only what
   came of it changes, not the boxes: nothing that is being typed is lost, and no fault is told. */
(() => {
    "use strict";
    const NEEDED = ["postcode", "number"];
    const HOUSE = [...NEEDED, "letter", "addition"];
    const lookedUp = new WeakMap(); // outcome on the page → what was typed for it

    const outcomeOf = (box) => box.matches("input[type=text]")
        && box.closest("fieldset")?.querySelector("[data-look-up]");

    const buttonOf = (outcome) => outcome.closest("fieldset").querySelector("[name=look_up]");

    const typedFor = (outcome) => {
        const name = buttonOf(outcome).value;
        const boxes = outcome.closest("form").elements;
        const text = (part) => boxes[`${name}-${part}`].value.trim();
        const isByHand = boxes[`${name}-manual`]?.checked;
        return isByHand || !NEEDED.every(text) ? "" : HOUSE.map(text).join("|");
    };

    document.addEventListener("focusout", ({ target }) => {
        const outcome = outcomeOf(target);
        const typed = outcome && typedFor(outcome);
        if (typed && lookedUp.get(outcome) !== typed) {
            lookedUp.set(outcome, typed);
            const { name, value, dataset } = buttonOf(outcome);
            window.htmx.ajax("POST", dataset.hxPost, {
                source: outcome,
                target: outcome,
                select: `#${outcome.id} > *`,
                values: { [name]: value },
            });
        }
    });

    // What came of it belongs to what was typed: typing on takes it away.
    document.addEventListener("input", ({ target }) => {
        const outcome = outcomeOf(target);
        if (outcome) {
            lookedUp.delete(outcome);
            outcome.replaceChildren();
        }
    });

    document.addEventListener("htmx:afterSwap", ({ target }) => {
        if (target.matches("[data-look-up]") && !lookedUp.has(target)) {
            target.replaceChildren();
        }
    });
})();
