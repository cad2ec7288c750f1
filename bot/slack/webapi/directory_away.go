package webapi

import "quorum/bot/slack/inbound"

// Status returns what a person shows beside their name, as far as it is known; it asks nobody.
func (d *Directory) Status(team, id string) inbound.Status {
	return d.profile(team, id).Status
}
