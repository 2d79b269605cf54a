// The widgets of the app. Features import from here and never from a widget library.
// Cropper, Qr, Popover, Dialog, Sheet, Drawer, Tabs weigh more: import them from their files (`$ui/Dialog.svelte`),
// best in a chunk that loads when they are needed.
export { default as Avatar } from './Avatar.svelte';
export { default as AvatarStack } from './AvatarStack.svelte';
export { default as Badge } from './Badge.svelte';
export { default as Banner } from './Banner.svelte';
export { default as Button } from './Button.svelte';
export { default as Checkbox } from './Checkbox.svelte';
export { default as ContextMenu } from './ContextMenu.svelte';
export { default as CopyField } from './CopyField.svelte';
export { default as EmptyState } from './EmptyState.svelte';
export { default as Field } from './Field.svelte';
export { default as FocusRegion } from './FocusRegion.svelte';
export { default as IconButton } from './IconButton.svelte';
export { default as Kbd } from './Kbd.svelte';
export { default as Menu } from './Menu.svelte';
export { default as Progress } from './Progress.svelte';
export { default as Radio } from './Radio.svelte';
export { default as Select } from './Select.svelte';
export { default as Skeleton } from './Skeleton.svelte';
export { default as Spinner } from './Spinner.svelte';
export { default as Switch } from './Switch.svelte';
export { default as TextArea } from './TextArea.svelte';
export { default as Time } from './Time.svelte';
export { default as VisuallyHidden } from './VisuallyHidden.svelte';
export { confirm, type Question } from './confirm.svelte.ts';
export { contextMenu, openMenu, type MenuEntry, type MenuItem, type MenuRequest } from './menu.svelte.ts';
export { toast, toasts, type ToastOptions } from './toast.svelte.ts';
export { tooltip, type Tip } from './tooltip.svelte.ts';
export { announce, announcer } from '../lib/a11y/announce.ts';
export { shortcuts, type Shortcut } from '../lib/a11y/shortcuts.svelte.ts';
