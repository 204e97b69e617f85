import react from '@vitejs/plugin-react';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vitest/config';

import { compiledWords } from './scripts/words.mjs';

// The server serves dist/ itself; in development its address comes from MUSUBI_API.
const api = process.env['MUSUBI_API'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react(), tailwindcss(), compiledWords()],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0, // the content security policy allows no data: URLs in styles
    modulePreload: { polyfill: false },
    manifest: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 400,
    // Each file costs a slow phone a few milliseconds, cached or not: what always comes together comes in one.
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            {
              name: 'base',
              test: /node_modules\/(react|react-dom|scheduler|use-sync-external-store|@tanstack|@lingui)\/|src\/(parts\/(button|icon|page|toast|form)|app\/(session|step-up|preferences)|api\/client|words\/index|identity\/locked)\.tsx?$/,
              priority: 3,
            },
            {
              name: 'frame',
              test: /src\/(app\/(shell|live|navigation)|api\/stream|parts\/(badge|first|page-tabs|person-header|save-file|table)|identity\/(terminal|terminal-parts)|person\/person-layout|breakglass\/banner|today\/queries|notebook\/marks)\.tsx?$/,
              priority: 2,
            },
            {
              name: 'notebook',
              test: /src\/notebook\/(audience|digest|entry-actions|entry-card|files|filter-bar|read-marks|search-results|side-panel|timeline-page|waiting|writers)\.tsx?$/,
              priority: 1,
            },
            {
              name: 'records',
              test: /src\/record\/(alert-mark|record-line|record-tabs|records-page|rules)\.tsx?$/,
              priority: 1,
            },
          ],
        },
      },
    },
  },
  server: { host: '127.0.0.1', proxy: { '/api': { target: api, changeOrigin: false } } },
  // A page costs a second a file to set up: those that need one say so at their head.
  test: { environment: 'node', include: ['src/**/*.test.{ts,tsx}'] },
});
