/** Bytes of the longest path that Linux opens (limits.h, PATH_MAX): no program reaches what lies at a longer one. */
export const LONGEST_PATH = 4096
