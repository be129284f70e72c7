import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { preloadStart } from './preload-start.ts'
import { precompress } from './precompress.ts'

const bffUrl = process.env['LOCKSTEP_BFF_URL'] ?? 'http://127.0.0.1:4600'

export default defineConfig({
  plugins: [react(), tailwindcss(), preloadStart(), precompress()],
  server: { proxy: { '/api': { target: bffUrl, changeOrigin: false } } },
  build: {
    target: 'es2023',
    // light-dark() and nesting go out as they are: every browser of the last two years knows them.
    cssTarget: ['chrome125', 'firefox128', 'safari18'],
    sourcemap: false,
    modulePreload: { polyfill: false },
    // The content security policy allows no data: fonts or scripts.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // One chunk, so that zod is configured before the first schema of any other chunk is made.
          groups: [{ name: 'zod', test: /[\\/]node_modules[\\/]zod[\\/]|[\\/]zod-config\.ts$/ }],
        },
      },
    },
  },
})
