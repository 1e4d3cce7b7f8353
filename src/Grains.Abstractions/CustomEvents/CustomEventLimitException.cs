namespace Fleet.CustomEvents;

/// <summary>The organization has as many custom events as it may.</summary>
[GenerateSerializer, Alias("Fleet.CustomEventLimitException")]
public sealed class CustomEventLimitException : Exception
{
    public CustomEventLimitException()
    {
    }

    public CustomEventLimitException(string message)
        : base(message)
    {
    }

    public CustomEventLimitException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
