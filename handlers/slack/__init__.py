"""The Slack edge: the only place that knows slack-bolt and slack_sdk."""
