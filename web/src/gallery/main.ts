// The component gallery: `npm run dev`, then /gallery.html. It is a build of its own and never part of the app.
//
// ?theme=light|dark  ?locale=en|en-XA|ar-XB  ?only=Button (one section)  ?text=s|m|l|xl  ?open=Dialog (opened at once)
import { mount } from 'svelte';
import { i18n } from '../lib/i18n/index.ts';
import { prefs, type Prefs } from '../lib/prefs/prefs.svelte.ts';
import '../ui/tokens.css';
import '../ui/base.css';
import Gallery from './Gallery.svelte';

const query = new URLSearchParams(location.search);
const root = document.documentElement;
root.dataset['theme'] = query.get('theme') ?? 'system';
root.dataset['textSize'] = query.get('text') ?? 'm';
root.dataset['motion'] = query.get('motion') ?? 'reduce';
// Only for this page: the choices of the app in the same browser stay as they are.
prefs.value = { ...prefs.value, theme: root.dataset['theme'] as Prefs['theme'] };

await i18n.use(query.get('locale') ?? 'en');
await i18n.need('chat', 'beside', 'settings');
const target = document.getElementById('app');
if (!target) throw new Error('gallery.html has no #app.');
mount(Gallery, { target, props: { only: query.get('only') } });
