using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>The provider does not hold what a subscriber asked for.</summary>
public class DataNotAvailableException : OrleansException
{
    public DataNotAvailableException() : this("Data not found") { }

    public DataNotAvailableException(string message) : base(message) { }

    public DataNotAvailableException(string message, Exception inner) : base(message, inner) { }
}
