# Starting a group and letting people in.
groups-new = New group
groups-new-title = Start a group
groups-new-body = Bring people together and call { $assistant } when it can help.
groups-new-body-without = Bring people together. { $assistant } is absent until a model is connected.
groups-add-model = Add a model
groups-create = Create group
groups-name = Name of the group
groups-name-example = Weekend in Lisbon
groups-name-invalid = A group’s name has 1 to 100 characters.
groups-profile = How the others see you
groups-profile-lead = We ask once. You can change it in the settings.
groups-made = { $group } is ready
groups-made-lead = Send the link to whoever should be in it.
groups-open = Open the group
groups-invite = Invite people
groups-link = Link to this group
groups-link-anyone = Whoever has it can join.
groups-link-approval = Whoever has it can ask to join; a member lets them in.
groups-link-expires = Ends { $when }.
groups-link-uses =
    { $left ->
        [0] Used up.
        [one] For { $left } more person.
       *[other] For { $left } more people.
    }
groups-share = Share
groups-share-text = Join { $group } on Tertulia
groups-qr = QR code
groups-qr-hide = Hide QR code
groups-qr-label = QR code with the link to { $group }
groups-qr-hint = Point a phone’s camera at it.
groups-reset = Reset link
groups-reset-title = Reset the link?
groups-reset-body = The old link stops at once. People who are in the group stay.
groups-reset-done = The old link no longer works.
groups-options = Options of the link
groups-expiry = Works
groups-expiry-set = As set now
groups-expiry-never = Until it is reset
groups-expiry-hour = For an hour
groups-expiry-day = For a day
groups-expiry-week = For a week
groups-expiry-month = For 30 days
groups-uses-label = For how many people
groups-uses-any = As many as fit
groups-uses =
    { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
groups-sees = What they see of before
groups-sees-everything = Everything
groups-sees-last =
    { $count ->
        [one] The last { $count } message
       *[other] The last { $count } messages
    }
groups-sees-nothing = Nothing; from their joining on
groups-approval = A member has to approve
groups-approval-hint = People who open the link wait until somebody lets them in.
