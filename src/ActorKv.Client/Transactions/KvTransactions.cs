// Transactions that try again, which is what nearly everybody wants of an optimistic one.

namespace ActorKv;

/// <summary>Transactions.</summary>
public static class KvTransactions
{
    /// <summary>How often a transaction is tried unless the caller says otherwise.</summary>
    public const int DefaultAttempts = 100;

    extension(IActorKv kv)
    {
        /// <summary>
        /// Runs a transaction, and again from the start whenever a watched key was changed by somebody else:
        /// <code>
        /// long left = await kv.TransactionAsync(["stock"], async transaction =>
        /// {
        ///     long stock = await transaction.Session.GetAsync&lt;long&gt;("stock");
        ///     if (stock &gt; 0) transaction.Queue(kv => kv.DecrAsync("stock"));
        ///     return stock - 1;
        /// });
        /// </code>
        /// </summary>
        /// <param name="watch">Keys whose change makes it begin anew; may be empty.</param>
        /// <param name="body">Reads through <see cref="KvTransaction.Session"/>, queues with <c>Queue</c>, does not commit. It may run more than once.
        /// When it throws, nothing is executed.</param>
        /// <param name="attempts">How often to try at most.</param>
        /// <param name="cancellationToken">Ends the trying.</param>
        /// <returns>What the body returned when its transaction was committed.</returns>
        /// <exception cref="KvException">The code is "CONFLICT": a watched key had changed at every attempt. Nothing was executed.</exception>
        public async ValueTask<T> TransactionAsync<T>(
            IReadOnlyCollection<KvValue> watch, Func<KvTransaction, ValueTask<T>> body, int attempts = DefaultAttempts, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(body);
            ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
            KvTransaction transaction = await kv.BeginTransactionAsync(watch, cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                for (int attempt = 1; ; attempt++)
                {
                    T result = await body(transaction).ConfigureAwait(false);
                    if (await transaction.CommitAsync(cancellationToken).ConfigureAwait(false)) return result;
                    if (attempt == attempts) throw new KvException($"CONFLICT A watched key was changed during each of {attempts} attempts.");
                    await transaction.WatchAsync(watch, cancellationToken).ConfigureAwait(false);
                }
            }
        }

        /// <inheritdoc cref="TransactionAsync{T}(IActorKv, IReadOnlyCollection{KvValue}, Func{KvTransaction, ValueTask{T}}, int, CancellationToken)"/>
        public async ValueTask TransactionAsync(
            IReadOnlyCollection<KvValue> watch, Func<KvTransaction, ValueTask> body, int attempts = DefaultAttempts, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(body);
            await kv.TransactionAsync(watch, Run, attempts, cancellationToken).ConfigureAwait(false);

            async ValueTask<bool> Run(KvTransaction transaction)
            {
                await body(transaction).ConfigureAwait(false);
                return true;
            }
        }

        /// <summary>Opens a transaction that the caller commits, and disposes.</summary>
        /// <param name="watch">Keys whose change makes the commit fail; may be empty.</param>
        /// <param name="cancellationToken">Ends the wait for the connection.</param>
        public async ValueTask<KvTransaction> BeginTransactionAsync(IReadOnlyCollection<KvValue> watch, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(watch);
            KvTransaction transaction = new(await kv.OpenSessionAsync(cancellationToken).ConfigureAwait(false));
            try
            {
                await transaction.WatchAsync(watch, cancellationToken).ConfigureAwait(false);
                return transaction;
            }
            catch
            {
                await transaction.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
    }
}
