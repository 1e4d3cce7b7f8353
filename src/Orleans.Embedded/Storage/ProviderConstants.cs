namespace Orleans.Providers;

/// <summary>The names providers have when nobody names them.</summary>
public static class ProviderConstants
{
    public const string DEFAULT_STORAGE_PROVIDER_NAME = "Default";

    public const string DEFAULT_PUBSUB_PROVIDER_NAME = "PubSubStore";
}
