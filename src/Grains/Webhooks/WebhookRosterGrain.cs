using System.Collections.Immutable;
using Fleet.Events;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace Fleet.Webhooks;

/// <summary>
/// Hands each event to the webhooks that want it. It keeps no places of its own: every webhook keeps those of what it was
/// handed, in the same write as its queue, so that a batch that comes again changes nothing.
/// </summary>
public sealed class WebhookRosterGrain(
    [PersistentState("webhook-roster", "fleet")] IPersistentState<WebhookRosterState> state,
    IOptions<WebhookOptions> options) : Grain, IWebhookRosterGrain
{
    private string OrganizationId => this.GetPrimaryKeyString()[GrainKey.ForOrganization("").Length..];

    public async Task<bool> Put(string webhookId, ImmutableArray<string> events, bool backup)
    {
        if (!state.State.Webhooks.ContainsKey(webhookId) && state.State.Webhooks.Count >= options.Value.MaxPerOrganization)
            return false;

        state.State.Webhooks = state.State.Webhooks.SetItem(webhookId, new WebhookInterest(events, backup));
        await state.WriteStateAsync();
        return true;
    }

    public Task Remove(string webhookId)
    {
        state.State.Webhooks = state.State.Webhooks.Remove(webhookId);
        return state.WriteStateAsync();
    }

    public Task React(ReactionBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (state.State.Webhooks.IsEmpty)
            return Task.CompletedTask;

        var mails = state.State.Webhooks.Keys.ToDictionary(id => id, _ => ImmutableArray.CreateBuilder<WebhookMessage>(), StringComparer.Ordinal);
        foreach (var happened in batch.Events)
        {
            if (EventWords.Of(happened.Event) is not { } words)
                continue;

            WebhookMessage? message = null;
            foreach (var (id, interest) in state.State.Webhooks)
            {
                if (interest.Wants(words))
                    mails[id].Add(message ??= Message(happened, words, batch));
            }
        }

        return Task.WhenAll(mails.Where(m => m.Value.Count > 0).Select(m => Webhook(m.Key).Enqueue(
            new WebhookMail { Shard = batch.Shard, Epoch = batch.Epoch, Messages = m.Value.ToImmutable() })));
    }

    public async Task<bool> Streamed(ImmutableArray<StreamedEvents> events)
    {
        string[] backups = [.. state.State.Webhooks.Where(w => w.Value.Backup).Select(w => w.Key)];
        await Task.WhenAll(backups.SelectMany(id => events.Select(e => Webhook(id).Streamed(e))));
        return backups.Length > 0;
    }

    private static WebhookMessage Message(NumberedEvent happened, (string Channel, string Type) words, ReactionBatch batch)
    {
        var document = EventDocument.Of(happened.Event, words, new ShardPosition(batch.Shard, batch.Epoch, happened.N));
        return new WebhookMessage
        {
            N = happened.N,
            Key = happened.Event.EventId,
            Type = words.Type,
            Body = EventDocument.Body(words.Type, happened.Event.Timestamp, document),
        };
    }

    private IWebhookGrain Webhook(string id) => GrainFactory.GetGrain<IWebhookGrain>(GrainKey.For(OrganizationId, id));
}
