"""What the start pages, the caseload and the student page show: gathered from the folders below, stored nowhere."""
