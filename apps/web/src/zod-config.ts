import { z } from 'zod'

// Before any schema is made: the content security policy forbids the compiled parsers (`new Function`).
z.config({ jitless: true })
