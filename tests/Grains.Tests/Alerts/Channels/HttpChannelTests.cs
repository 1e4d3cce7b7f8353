using System.Text;
using System.Text.Json;
using Fleet.Notifications;
using Fleet.Testing;
using Fleet.Webhooks;
using Microsoft.Extensions.Options;

namespace Fleet.Alerts.Channels;

public sealed class HttpChannelTests
{
    private const string Secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30); // reached only if something never comes

    [Fact]
    public async Task Slack_gets_the_seeds_attachment_with_its_markup_switched_off_and_escaped()
    {
        await using var sink = Sink("200 OK");
        var message = Messages.Of(name: "<!channel> *urgent* & <https://evil.example|click>", settings: new() { SlackUrl = sink.Url });
        Assert.Null((await Slack("127.0.0.0/8").Deliver(message, CancellationToken.None)).Error);

        var body = JsonDocument.Parse(Assert.Single(sink.Received).Body).RootElement;
        Assert.Equal("Fleet Alert: &lt;!channel&gt; *urgent* &amp; &lt;https://evil.example|click&gt;", body.GetProperty("text").GetString());
        Assert.False(body.GetProperty("mrkdwn").GetBoolean());
        var attachment = body.GetProperty("attachments")[0];
        Assert.Equal(("#ff0000", "https://fleet.example/alerts/alert_1"), (attachment.GetProperty("color").GetString(), attachment.GetProperty("title_link").GetString()));
        Assert.Equal(
            [("Priority", "URGENT"), ("Vehicle ID", "v1"), ("Driver ID", "d1"), ("Location", "40.7128, -74.006")],
            attachment.GetProperty("fields").EnumerateArray().Take(4).Select(f => (f.GetProperty("title").GetString()!, f.GetProperty("value").GetString()!)));
        Assert.Equal(Happened.Noon.ToUnixTimeSeconds(), attachment.GetProperty("ts").GetInt64());
    }

    [Theory]
    [InlineData("404 Not Found", true, null)]
    [InlineData("410 Gone", true, null)]
    [InlineData("302 Found\r\nLocation: http://169.254.169.254/", true, null)]
    [InlineData("500 Oops", false, null)]
    [InlineData("429 Slowly\r\nRetry-After: 30", false, 30d)]
    public async Task A_no_is_for_good_or_for_now(string answer, bool final, double? retryAfter)
    {
        await using var sink = Sink(answer);
        var result = await Slack("127.0.0.0/8").Deliver(Messages.Of(settings: new() { SlackUrl = sink.Url }), CancellationToken.None);
        Assert.Equal(("HTTP " + answer[..3], final, retryAfter), (result.Error, result.IsFinal, result.RetryAfter?.TotalSeconds));
        Assert.Single(sink.Received);
    }

    [Fact]
    public async Task Loopback_is_refused_where_it_is_not_allowed()
    {
        await using var sink = Sink("200 OK");
        var settings = new NotificationSettings { SlackUrl = sink.Url, WebhookUrl = sink.Url, WebhookSecret = Secret };
        Assert.True((await Slack("").Deliver(Messages.Of(settings: settings), CancellationToken.None)).IsFinal);
        Assert.True((await new WebhookChannel(Http("")).Deliver(Messages.Of(settings: settings), CancellationToken.None)).IsFinal);
        Assert.Empty(sink.Received);
    }

    [Fact]
    public async Task The_webhook_is_signed_and_its_id_is_the_deliverys_key()
    {
        await using var sink = Sink("200 OK");
        var channel = new WebhookChannel(Http("127.0.0.0/8"));
        var message = Messages.Of(settings: new() { WebhookUrl = sink.Url, WebhookSecret = Secret }, escalation: 1);
        Assert.Null((await channel.Deliver(message, CancellationToken.None)).Error);

        var request = Assert.Single(sink.Received);
        var body = JsonDocument.Parse(request.Body).RootElement;
        Assert.Equal("alert.escalated", body.GetProperty("type").GetString());
        Assert.Equal("v1", body.GetProperty("data").GetProperty("event_data").GetProperty("vehicle_id").GetString());
        Assert.Equal(message.Key, request.Headers["webhook-id"]);
        var expected = WebhookSignature.Headers(message.Key, Happened.Noon, Encoding.UTF8.GetBytes(request.Body), [Secret]);
        Assert.Equal(expected.Single(h => h.Key == "webhook-signature").Value, request.Headers["webhook-signature"]);
    }

    [Fact]
    public async Task A_short_message_is_the_seeds_with_a_key_against_doubles()
    {
        await using var sink = Sink("201 Created");
        using var http = Provider();
        var channel = new SmsChannel(new HttpSmsProvider(http, Options.Create(new SmsOptions { Url = sink.Url, From = "Fleet", Token = "t0ken" })));
        Assert.Null((await channel.Deliver(Messages.Of("+491"), CancellationToken.None)).Error);

        var request = Assert.Single(sink.Received);
        Assert.Equal(("Bearer t0ken", "alert_1:0:x:0"), (request.Headers["Authorization"], request.Headers["Idempotency-Key"]));
        var body = JsonDocument.Parse(request.Body).RootElement;
        Assert.Equal(("+491", "Fleet"), (body.GetProperty("to").GetString(), body.GetProperty("from").GetString()));
        Assert.Equal(
            "[URGENT] Critical Safety Event\nVehicle: v1\nDriver: d1\nLocation: 40.7128, -74.006\nView: https://fleet.example/alerts/alert_1",
            body.GetProperty("body").GetString());
    }

    [Fact]
    public async Task Twilio_gets_its_form_and_basic_authentication()
    {
        await using var sink = Sink("201 Created");
        using var http = Provider();
        var channel = new SmsChannel(new HttpSmsProvider(http, Options.Create(new SmsOptions { Url = sink.Url, From = "+1555", User = "AC1", Token = "t0ken", Format = SmsFormat.Twilio })));
        Assert.Null((await channel.Deliver(Messages.Of("+491", link: null), CancellationToken.None)).Error);

        var request = Assert.Single(sink.Received);
        Assert.Equal("Basic " + Convert.ToBase64String("AC1:t0ken"u8), request.Headers["Authorization"]);
        Assert.Equal("application/x-www-form-urlencoded", request.Headers["Content-Type"]);
        Assert.StartsWith("To=%2B491&From=%2B1555&Body=%5BURGENT%5D+Critical+Safety+Event%0AVehicle%3A+v1", request.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_has_the_seeds_data()
    {
        await using var sink = Sink("200 OK");
        using var http = Provider();
        var channel = new PushChannel(new HttpPushProvider(http, Options.Create(new PushOptions { Url = sink.Url, Token = "t0ken" })));
        Assert.Null((await channel.Deliver(Messages.Of("device-1"), CancellationToken.None)).Error);

        var body = JsonDocument.Parse(Assert.Single(sink.Received).Body).RootElement;
        Assert.Equal(("device-1", "[URGENT] Critical Safety Event"), (body.GetProperty("to").GetString(), body.GetProperty("title").GetString()));
        Assert.Equal("""{"alertId":"alert_1","priority":"urgent","type":"fleet_alert"}""", body.GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task Without_a_provider_nothing_is_tried_and_the_error_tells_no_secret()
    {
        using var http = Provider();
        Assert.True((await new SmsChannel(new HttpSmsProvider(http, Options.Create(new SmsOptions()))).Deliver(Messages.Of("+491"), CancellationToken.None)).IsFinal);
        Assert.True((await new PushChannel(new HttpPushProvider(http, Options.Create(new PushOptions()))).Deliver(Messages.Of("d"), CancellationToken.None)).IsFinal);

        await using var sink = Sink("401 t0ken");
        var result = await new SmsChannel(new HttpSmsProvider(http, Options.Create(new SmsOptions { Url = sink.Url, Token = "t0ken" }))).Deliver(Messages.Of("+491"), CancellationToken.None);
        Assert.Equal("HTTP 401", result.Error);
    }

    [Fact]
    public async Task A_receiver_that_hangs_ends_with_its_time()
    {
        var never = new TaskCompletionSource<string>();
        var time = new ManualTimeProvider();
        await using var sink = new WebhookSink(_ => never.Task, TimeProvider.System);
        using var http = Http("127.0.0.0/8", time);
        var delivering = new SlackChannel(http).Deliver(Messages.Of(settings: new() { SlackUrl = sink.Url }), CancellationToken.None);
        await sink.Reached(1).WaitAsync(Limit);
        time.Advance(TimeSpan.FromSeconds(new OutboundOptions().TimeoutSeconds));
        var result = await delivering.WaitAsync(Limit);
        Assert.False(result.IsFinal);
        Assert.NotNull(result.Error);
    }

    [Fact]
    public void Escalations_say_so_and_text_is_one_line()
    {
        var message = Messages.Of(name: "a\nb\u2028c", escalation: 2);
        Assert.Equal("Escalated: [URGENT] a b c", AlertFacts.Title(message));
        Assert.StartsWith("Escalated: [URGENT] a b c\n", SmsTemplate.Of(message), StringComparison.Ordinal);
        Assert.Contains("Nobody has acknowledged", EmailTemplate.Html(message), StringComparison.Ordinal);
        Assert.Equal(10, AlertFacts.Line(new string('x', 50), 10).Length);
    }

    [Fact]
    public void Times_are_told_in_the_organizations_zone()
    {
        var facts = AlertFacts.Of(Messages.Of(settings: new() { TimeZone = "Europe/Berlin" })).ToDictionary(f => f.Name, f => f.Value);
        Assert.Equal("2026-11-20 13:00:00 +01:00", facts["Time"]);
    }

    private static WebhookSink Sink(string answer) => new(_ => answer, TimeProvider.System);

    private static SlackChannel Slack(string allowed) => new(Http(allowed));

    private static OutboundHttp Http(string allowed, TimeProvider? time = null)
    {
        var options = Options.Create(new OutboundOptions { AllowedTargets = allowed });
        return new(new TargetGuard(options, new SystemHostAddresses()), options, time ?? TimeProvider.System);
    }

    private static ProviderHttp Provider() => new(new SystemHostAddresses(), Options.Create(new OutboundOptions()), TimeProvider.System);
}
