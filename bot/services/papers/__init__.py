"""Papers drafted from a tip for an officer to sign, and the ward's register. The bot itself issues none of them."""
