/** Source of an expression for the words by which a variable's name says that its value is nobody's business; any case. */
export const SECRET_WORD =
  '(?:apikey|credentials?|passwd|password|pword|secret(?:_?key(?:_base)?)?|token|(?:access|api|deploy|encryption|master|private|ssh|signing)_?key)'
