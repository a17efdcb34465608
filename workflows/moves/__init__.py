"""Running cases go over to another revision of their programme, or stay: judged purely, moved in batches, undone as one."""
