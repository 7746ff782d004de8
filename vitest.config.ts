import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "packages/*/src/**/*.test.ts",
      "spec/**/*.test.ts",
      "scripts/**/*.test.ts",
      "practice/**/*.test.ts",
      "journeys/**/*.test.ts",
    ],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
