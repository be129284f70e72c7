import './zod-config.ts'
import './theme.css'
import { CSPProvider } from '@base-ui/react/csp-provider'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { startLiveEvents } from './api/live.ts'
import { createQueryClient } from './api/query-client.ts'
import { createRoutes } from './routes.tsx'
import { ToastHost } from './ui/toast-host.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')

const queryClient = createQueryClient()
const router = createBrowserRouter(createRoutes(queryClient))
startLiveEvents(queryClient)

// What a boundary caught is on the screen already, in words.
createRoot(root, { onCaughtError: () => {} }).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <ToastHost />
      </QueryClientProvider>
    </CSPProvider>
  </StrictMode>,
)
