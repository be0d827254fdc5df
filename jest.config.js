/** Two projects: `unit` needs no Docker engine, `engine` talks to real ones. */
const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['ts-jest', { useESM: true, diagnostics: false }] },
}

export default {
  testTimeout: 30_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
      testPathIgnorePatterns: ['<rootDir>/__tests__/engine/'],
    },
    {
      ...shared,
      displayName: 'engine',
      testMatch: ['<rootDir>/__tests__/engine/**/*.test.ts'],
    },
  ],
}
