using Fleet.Organizations;

namespace Fleet.Gateway.Fakes;

public sealed class FakeApiKeyGrain : IApiKeyGrain
{
    public ApiKeyRecord? Record { get; set; }

    public Exception? Failure { get; set; }

    public int Asked { get; private set; }

    public Task<ApiKeyRecord?> Get()
    {
        Asked++;
        return Failure is null ? Task.FromResult(Record) : Task.FromException<ApiKeyRecord?>(Failure);
    }

    public Task Put(ApiKeyRecord record)
    {
        Record = record;
        return Task.CompletedTask;
    }
}
