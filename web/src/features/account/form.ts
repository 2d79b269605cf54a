// Forms: where to look when something is missing.

/** Puts the focus into the first field that is not filled in as it must be; says whether there was one. */
export function focusFault(form: HTMLFormElement): boolean {
  const fault = form.querySelector<HTMLElement>(
    '[aria-invalid="true"], :is(input, textarea, select):invalid',
  );
  fault?.focus();
  return fault !== null;
}
