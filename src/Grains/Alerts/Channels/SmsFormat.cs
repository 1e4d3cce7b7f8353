namespace Fleet.Alerts.Channels;

/// <summary>What a provider of short messages wants to be sent.</summary>
public enum SmsFormat
{
    /// <summary>JSON {to, from, body, idempotency_key} with the token as bearer.</summary>
    Json,

    /// <summary>Twilio's Messages resource: a form To, From, Body with user and token as basic authentication.</summary>
    Twilio,
}
