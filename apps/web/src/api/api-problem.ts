import { ProblemDocument, type ProblemCode } from '@lockstep/shared-types/problem'

export type ProblemText = {
  readonly title: string
  readonly detail: string | null
  readonly remedy: string | null
}

/** The server answered with a problem; `code` is from the closed list. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly document: ProblemDocument
  constructor(document: ProblemDocument) {
    super(document.title)
    this.document = document
  }
  get code(): ProblemCode {
    return this.document.code
  }
  get text(): ProblemText {
    const { title, detail, remedy } = this.document
    return { title, detail, remedy }
  }
}

/** No usable answer came: no connection, a proxy's page, or an answer that this page does not understand. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
  readonly text: ProblemText
  /** Whether the same request may well succeed when it is sent again. */
  readonly transient: boolean
  constructor(text: ProblemText, transient: boolean) {
    super(text.title)
    this.text = text
    this.transient = transient
  }
}

export const notReached = (): NoAnswer =>
  new NoAnswer(
    {
      title: 'Lockstep cannot be reached',
      detail: 'The request did not arrive, or no answer came back.',
      remedy: 'Check your connection; this page tries again by itself.',
    },
    true,
  )

export const notUnderstood = (where: string): NoAnswer =>
  new NoAnswer(
    {
      title: "Lockstep's answer could not be understood",
      detail: `${where} answered in a form that this page does not know.`,
      remedy: 'Reload the page; it may be older than the server.',
    },
    false,
  )

/** The problem of an error response; a body that is none, such as a proxy's page, still says where it came from. */
export const problemOf = async (
  response: Pick<Response, 'status' | 'json'>,
  where: string,
): Promise<ApiProblem | NoAnswer> => {
  const body: unknown = await response.json().catch(() => null)
  const parsed = ProblemDocument.safeParse(body)
  if (parsed.success) return new ApiProblem(parsed.data)
  const text = {
    title: `Lockstep answered ${response.status}`,
    detail: `${where} gave no reason, so something between this page and Lockstep may have answered.`,
    remedy: 'Try again in a moment.',
  }
  return new NoAnswer(text, response.status >= 500)
}
