package webapi

import "context"

// Ping asks Slack whether it is there and takes the token.
func (c *Client) Ping(ctx context.Context) error {
	return c.do(ctx, turn{Method: "auth.test"}, func(ctx context.Context) error {
		_, err := c.api.AuthTestContext(ctx)
		return err
	})
}
