"""A window with one file in it, that can be dragged out: what a file manager is to another window. With "text", the
text in the file is dragged: what a browser or an editor is.

drag.py FILE X Y [text]
"""

import sys
from pathlib import Path

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("Gdk", "3.0")
from gi.repository import Gdk, Gtk  # noqa: E402 (the versions come first)

file, x, y = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
is_text = sys.argv[4:] == ["text"]


def give(box, drag, data, info, time):
    if is_text:
        data.set_text(file.read_text(), -1)
    else:
        data.set_uris([file.as_uri()])


window = Gtk.Window(type=Gtk.WindowType.POPUP, title="drag source")
window.move(x, y)
window.resize(120, 80)
box = Gtk.EventBox()
box.add(Gtk.Label(label=file.name))
window.add(box)
box.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
box.drag_source_add_text_targets() if is_text else box.drag_source_add_uri_targets()
box.connect("drag-data-get", give)
box.connect("drag-end", lambda *_: print("dropped", flush=True))
window.show_all()
print("ready", flush=True)
Gtk.main()
