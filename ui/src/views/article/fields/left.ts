// Whether a field is left. What is then done with its value is the field's business.

/** True where the field lost the focus, and not the window: to that the person comes back, and goes on in the middle of a word. */
export const isLeft = (event: FocusEvent): boolean => document.activeElement !== event.target;
