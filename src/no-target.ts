/** What a Dockerfile that cannot be read has in place of a target's name; no stage can be called so. */
export const NO_TARGET = '*'
