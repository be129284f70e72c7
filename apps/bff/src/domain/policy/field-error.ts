/** What is wrong with one field of what somebody wants to change; `path` as in the request, such as `body.thresholds.0.limit`. */
export type FieldError = { readonly path: string; readonly message: string }
