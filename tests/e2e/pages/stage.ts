// What most stories need: the invented city served, a browser before it, and hands to sign in with.
import { afterAll, beforeAll } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { type Size, startBrowser } from '../../support/browser.ts';
import { type Server, startServer, type World } from '../../support/server.ts';
import { signInOn } from './account.ts';
import { addressOf } from './person.ts';

/** For one test file; started before its first test and stopped after its last. */
export class Stage {
  browser!: Browser;
  server!: Server;
  /** What went wrong in the pages. */
  readonly faults: string[] = [];
  constructor(world: World = {}) {
    beforeAll(async () => {
      this.server = await startServer('sqlite', world);
      this.browser = await startBrowser();
    });
    afterAll(async () => {
      await this.browser?.close();
      await this.server?.stop();
    });
  }
  /** A device of its own on which that account is signed in. */
  readonly signedIn = (login: string, size: Size): Promise<Page> => signInOn(this.browser, this.server, login, size, this.faults);
  /** The address of 佐藤ひなた, as that account finds her. */
  readonly hinata = (page: Page): Promise<string> => addressOf(page, this.server.origin, '佐藤 ひなた');
}
