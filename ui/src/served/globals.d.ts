/** Where the server listens: see vite.config.ts. */
declare const __TEST_SERVER__: string;
