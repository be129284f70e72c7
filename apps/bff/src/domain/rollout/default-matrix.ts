import { standardMatrix } from '@lockstep/shared-types/standard-matrix'

/** What is in force where nothing else is declared; the screen offers to go back to the same one. */
export const defaultMatrix = standardMatrix
