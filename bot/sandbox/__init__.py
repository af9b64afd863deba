"""The other side of the wire: chats and a gallery on loopback, and the people in them."""
