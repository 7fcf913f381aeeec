export interface Message {
  args: Map<string, Set<string>>;
  /** The messages it leans on. */
  uses: string[];
}
export const CATALOGUE: string;
export const TYPES: string;
export function messagesOf(ftl: string): Map<string, Message>;
export function typescriptOf(ftl: string): string;
export function slim(ftl: string): string;
