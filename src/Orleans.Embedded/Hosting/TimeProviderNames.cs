namespace Orleans.Runtime;

/// <summary>Service keys of the clocks that parts of the engine run on; unless registered, each is the plain <see cref="TimeProvider"/>.</summary>
public static class TimeProviderNames
{
    /// <summary>Grain timers.</summary>
    public const string Grains = "Orleans.Grains";

    /// <summary>Response timeouts.</summary>
    public const string Messaging = "Orleans.Messaging";

    /// <summary>Idle collection, and the deadlines of activation and deactivation.</summary>
    public const string ActivationManagement = "Orleans.ActivationManagement";
}
