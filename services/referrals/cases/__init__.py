"""Cases: one referral is one person, one need, one partner; it stands and falls with the person's consent."""
