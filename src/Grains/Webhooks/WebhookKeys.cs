namespace Fleet.Webhooks;

/// <summary>Which secrets sign. Pure.</summary>
internal static class WebhookKeys
{
    public const int Most = 3;

    /// <summary>The new one signs from now on, those before it until <paramref name="until"/>.</summary>
    public static void Rotate(List<WebhookKey> keys, string secret, DateTimeOffset now, DateTimeOffset until)
    {
        keys.RemoveAll(k => k.Until <= now);
        for (var i = 0; i < keys.Count; i++)
        {
            keys[i] = keys[i] with { Until = keys[i].Until ?? until };
        }

        keys.Insert(0, new WebhookKey(secret, null));
        if (keys.Count > Most)
            keys.RemoveRange(Most, keys.Count - Most);
    }

    public static IEnumerable<string> InForce(List<WebhookKey> keys, DateTimeOffset now) =>
        keys.Where(k => k.Until is null || k.Until > now).Select(k => k.Secret);
}
