// The title of the browser tab: what is open, and how much waits.

class PageTitle {
  /** What is open, such as a group's name. */
  page = $state('');
  /** Unread messages that count for this person; shown before the name. */
  unread = $state(0);

  /** The whole title. */
  text = $derived(
    (this.unread > 0 ? `(${this.unread > 99 ? '99+' : this.unread}) ` : '') +
      (this.page ? `${this.page} · Tertulia` : 'Tertulia'),
  );
}

/** The one instance; `App.svelte` writes it to the document. */
export const pageTitle = new PageTitle();
