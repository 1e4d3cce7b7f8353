namespace Orleans.Configuration;

/// <summary>How long delivered events stay for rewinding.</summary>
public class StreamCacheEvictionOptions
{
    public static readonly TimeSpan DefaultDataMinTimeInCache = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan DefaultDataMaxAgeInCache = TimeSpan.FromMinutes(30);

    public TimeSpan DataMinTimeInCache { get; set; } = DefaultDataMinTimeInCache;

    /// <summary>Accepted; the embedded engine keeps nothing longer than <see cref="DataMinTimeInCache"/> unless a consumer still waits for it.</summary>
    public TimeSpan DataMaxAgeInCache { get; set; } = DefaultDataMaxAgeInCache;
}
