namespace Orleans.Configuration;

/// <summary>Over how many queues a provider's streams are spread.</summary>
public class HashRingStreamQueueMapperOptions
{
    public const int DEFAULT_NUM_QUEUES = 8;

    public int TotalQueueCount { get; set; } = DEFAULT_NUM_QUEUES;
}
