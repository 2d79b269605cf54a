import { mount } from 'svelte';
import App from './App.svelte';
import { showWordless } from './app/wordless.ts';
import { startLocale } from './lib/i18n/index.ts';
import { update } from './lib/update/update.svelte.ts';
import { router } from './routes.ts';
import './ui/tokens.css';
import './ui/base.css';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app.');

router.start(window, document);
// The page's chunk and the words travel together.
// RouteView loads the page again and reports a failure.
router.routes[router.current.name].page().catch(() => undefined);
try {
  await startLocale();
  mount(App, { target });
} catch (error) {
  console.error('The app could not begin.', error);
  showWordless(target, () => location.reload());
}
void update.start();
