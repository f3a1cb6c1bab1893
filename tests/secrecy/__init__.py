"""Whether anybody outside a notice's list could learn that it exists: from answers, and from how long they take."""
