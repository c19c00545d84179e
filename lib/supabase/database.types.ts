export type Json =
  | string
  | number
  | boolean
  | null
  | { [key: string]: Json | undefined }
  | Json[]

export type Database = {
  // Allows to automatically instantiate createClient with right options
  // instead of createClient<Database, { PostgrestVersion: 'XX' }>(URL, KEY)
  __InternalSupabase: {
    PostgrestVersion: "13"
  }
  public: {
    Tables: {
      accounts: {
        Row: {
          email: string
          name: string
          proved_at: string
          shopper_id: string
        }
        Insert: {
          email: string
          name?: string
          proved_at?: string
          shopper_id: string
        }
        Update: {
          email?: string
          name?: string
          proved_at?: string
          shopper_id?: string
        }
        Relationships: []
      }
      audit_log: {
        Row: {
          action: string
          at: string
          detail: NonNullable<Json>
          id: number
          merchant_id: string
          moved_by: string | null
          subject_id: string
          subject_kind: string
        }
        Insert: {
          action: string
          at?: string
          detail?: NonNullable<Json>
          id?: never
          merchant_id: string
          moved_by?: string | null
          subject_id: string
          subject_kind: string
        }
        Update: {
          action?: string
          at?: string
          detail?: NonNullable<Json>
          id?: never
          merchant_id?: string
          moved_by?: string | null
          subject_id?: string
          subject_kind?: string
        }
        Relationships: [
          {
            foreignKeyName: "audit_log_merchant_id_fkey"
            columns: ["merchant_id"]
            referencedRelation: "merchants"
            referencedColumns: ["id"]
          },
        ]
      }
      canned_answers: {
        Row: {
          body: string
          id: string
          merchant_id: string
          saved_at: string
          title: string
        }
        Insert: {
          body: string
          id: string
          merchant_id: string
          saved_at?: string
          title: string
        }
        Update: {
          body?: string
          id?: string
          merchant_id?: string
          saved_at?: string
          title?: string
        }
        Relationships: [
          {
            foreignKeyName: "canned_answers_merchant_id_fkey"
            columns: ["merchant_id"]
            referencedRelation: "merchants"
            referencedColumns: ["id"]
          },
        ]
      }
      claims: {
        Row: {
          created_at: string
          expires_at: string
          held_until: string
          id: string
          item_id: string
          lapsed_at: string | null
          ledger_month: string
          order_id: string | null
          position: number
          quantity: number
          released_at: string | null
          request_id: string
          sale_id: string
          shopper_id: string
          status: string
        }
        Insert: {
          created_at?: string
          expires_at: string
          held_until: string
          id?: string
          item_id: string
          lapsed_at?: string | null
          ledger_month: string
          order_id?: string | null
          position: number
          quantity: number
          released_at?: string | null
          request_id: string
          sale_id: string
          shopper_id: string
          status?: string
        }
        Update: {
          created_at?: string
          expires_at?: string
          held_until?: string
          id?: string
          item_id?: string
          lapsed_at?: string | null
          ledger_month?: string
          order_id?: string | null
          position?: number
          quantity?: number
          released_at?: string | null
          request_id?: string
          sale_id?: string
          shopper_id?: string
          status?: string
        }
        Relationships: []
      }
      code_tries: {
        Row: {
          checks: number
          key: string
          sends: number
          sent_at: string
          since: string
        }
        Insert: {
          checks?: number
          key: string
          sends?: number
          sent_at?: string
          since?: string
        }
        Update: {
          checks?: number
          key?: string
          sends?: number
          sent_at?: string
          since?: string
        }
        Relationships: []
      }
      count_clock: {
        Row: {
          is_the_one: boolean
          sampled_at: string
          ticked_at: string
        }
        Insert: {
          is_the_one?: boolean
          sampled_at?: string
          ticked_at?: string
        }
        Update: {
          is_the_one?: boolean
          sampled_at?: string
          ticked_at?: string
        }
        Relationships: []
      }
      help_messages: {
        Row: {
          at: string
          author: string
          author_id: string
          body: string
          id: number
          order_id: string
          request_id: string
        }
        Insert: {
          at?: string
          author: string
          author_id: string
          body: string
          id?: never
          order_id: string
          request_id: string
        }
        Update: {
          at?: string
          author?: string
          author_id?: string
          body?: string
          id?: never
          order_id?: string
          request_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "help_messages_order_id_fkey"
            columns: ["order_id"]
            referencedRelation: "help_threads"
            referencedColumns: ["order_id"]
          },
        ]
      }
      help_threads: {
        Row: {
          last_message_at: string
          last_message_id: number
          merchant_id: string
          merchant_mail_id: number | null
          merchant_read_to: number
          order_id: string
          shopper_mail_id: number | null
          shopper_read_to: number
          status: string
          waiting_since: string | null
        }
        Insert: {
          last_message_at?: string
          last_message_id?: number
          merchant_id: string
          merchant_mail_id?: number | null
          merchant_read_to?: number
          order_id: string
          shopper_mail_id?: number | null
          shopper_read_to?: number
          status?: string
          waiting_since?: string | null
        }
        Update: {
          last_message_at?: string
          last_message_id?: number
          merchant_id?: string
          merchant_mail_id?: number | null
          merchant_read_to?: number
          order_id?: string
          shopper_mail_id?: number | null
          shopper_read_to?: number
          status?: string
          waiting_since?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "help_threads_order_id_fkey"
            columns: ["order_id"]
            referencedRelation: "orders"
            referencedColumns: ["id"]
          },
        ]
      }
      insight_counts: {
        Row: {
          device: string
          hour: string
          is_bot: boolean
          kept: number
          kind: string
          sale_id: string
          source: string
          visits: number
        }
        Insert: {
          device: string
          hour: string
          is_bot: boolean
          kept: number
          kind: string
          sale_id: string
          source: string
          visits: number
        }
        Update: {
          device?: string
          hour?: string
          is_bot?: boolean
          kept?: number
          kind?: string
          sale_id?: string
          source?: string
          visits?: number
        }
        Relationships: [
          {
            foreignKeyName: "insight_counts_sale_id_fkey"
            columns: ["sale_id"]
            referencedRelation: "sales"
            referencedColumns: ["id"]
          },
        ]
      }
      invitations: {
        Row: {
          accepted_at: string | null
          accepted_by: string | null
          created_at: string
          email: string
          expires_at: string
          id: string
          invited_by: string | null
          merchant_id: string
          role: string
          token_digest: string
          withdrawn_at: string | null
        }
        Insert: {
          accepted_at?: string | null
          accepted_by?: string | null
          created_at?: string
          email: string
          expires_at: string
          id?: string
          invited_by?: string | null
          merchant_id: string
          role: string
          token_digest: string
          withdrawn_at?: string | null
        }
        Update: {
          accepted_at?: string | null
          accepted_by?: string | null
          created_at?: string
          email?: string
          expires_at?: string
          id?: string
          invited_by?: string | null
          merchant_id?: string
          role?: string
          token_digest?: string
          withdrawn_at?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "invitations_merchant_id_fkey"
            columns: ["merchant_id"]
            referencedRelation: "merchants"
            referencedColumns: ["id"]
          },
        ]
      }
      member_actions: {
        Row: {
          action: string
          needs_second_factor: boolean
          role: string
          second_factor_max_age_seconds: number | null
        }
        Insert: {
          action: string
          needs_second_factor?: boolean
          role: string
          second_factor_max_age_seconds?: number | null
        }
        Update: {
          action?: string
          needs_second_factor?: boolean
          role?: string
          second_factor_max_age_seconds?: number | null
        }
        Relationships: []
      }
      merchant_members: {
        Row: {
          created_at: string
          merchant_id: string
          role: string
          user_id: string
        }
        Insert: {
          created_at?: string
          merchant_id: string
          role: string
          user_id: string
        }
        Update: {
          created_at?: string
          merchant_id?: string
          role?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "merchant_members_merchant_id_fkey"
            columns: ["merchant_id"]
            referencedRelation: "merchants"
            referencedColumns: ["id"]
          },
        ]
      }
      merchant_moves: {
        Row: {
          at: string
          detail: NonNullable<Json>
          id: number
          item_id: string | null
          merchant_id: string
          move: string
          moved_by: string | null
          quantity: number | null
          reason: string
          request_id: string
          sale_id: string
        }
        Insert: {
          at?: string
          detail?: NonNullable<Json>
          id?: never
          item_id?: string | null
          merchant_id: string
          move: string
          moved_by?: string | null
          quantity?: number | null
          reason: string
          request_id: string
          sale_id: string
        }
        Update: {
          at?: string
          detail?: NonNullable<Json>
          id?: never
          item_id?: string | null
          merchant_id?: string
          move?: string
          moved_by?: string | null
          quantity?: number | null
          reason?: string
          request_id?: string
          sale_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "merchant_moves_item_id_fkey"
            columns: ["item_id"]
            referencedRelation: "sale_items"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "merchant_moves_merchant_id_fkey"
            columns: ["merchant_id"]
            referencedRelation: "merchants"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "merchant_moves_sale_id_fkey"
            columns: ["sale_id"]
            referencedRelation: "sales"
            referencedColumns: ["id"]
          },
        ]
      }
      merchant_people: {
        Row: {
          email: string
          first_joined_at: string
          merchant_id: string
          user_id: string
        }
        Insert: {
          email?: string
          first_joined_at?: string
          merchant_id: string
          user_id: string
        }
        Update: {
          email?: string
          first_joined_at?: string
          merchant_id?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "merchant_people_merchant_id_fkey"
            columns: ["merchant_id"]
            referencedRelation: "merchants"
            referencedColumns: ["id"]
          },
        ]
      }
      merchants: {
        Row: {
          created_at: string
          currency: string
          id: string
          logo_url: string | null
          name: string
          slug: string
          story: string
          support_email: string
        }
        Insert: {
          created_at?: string
          currency: string
          id?: string
          logo_url?: string | null
          name: string
          slug: string
          story?: string
          support_email: string
        }
        Update: {
          created_at?: string
          currency?: string
          id?: string
          logo_url?: string | null
          name?: string
          slug?: string
          story?: string
          support_email?: string
        }
        Relationships: []
      }
      money_entries: {
        Row: {
          amount_cents: number
          at: string
          currency: string
          id: number
          kind: string
          merchant_id: string
          order_id: string
          stripe_id: string
        }
        Insert: {
          amount_cents: number
          at?: string
          currency: string
          id?: never
          kind: string
          merchant_id: string
          order_id: string
          stripe_id: string
        }
        Update: {
          amount_cents?: number
          at?: string
          currency?: string
          id?: never
          kind?: string
          merchant_id?: string
          order_id?: string
          stripe_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "money_entries_merchant_id_fkey"
            columns: ["merchant_id"]
            referencedRelation: "merchants"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "money_entries_order_id_fkey"
            columns: ["order_id"]
            referencedRelation: "orders"
            referencedColumns: ["id"]
          },
        ]
      }
      money_repairs: {
        Row: {
          at: string
          gap: string
          id: number
          merchant_id: string
          order_id: string | null
          outbox_id: number
          repair: string
          repaired_by: string | null
        }
        Insert: {
          at?: string
          gap: string
          id?: never
          merchant_id: string
          order_id?: string | null
          outbox_id: number
          repair: string
          repaired_by?: string | null
        }
        Update: {
          at?: string
          gap?: string
          id?: never
          merchant_id?: string
          order_id?: string | null
          outbox_id?: number
          repair?: string
          repaired_by?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "money_repairs_merchant_id_fkey"
            columns: ["merchant_id"]
            referencedRelation: "merchants"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "money_repairs_order_id_fkey"
            columns: ["order_id"]
            referencedRelation: "orders"
            referencedColumns: ["id"]
          },
        ]
      }
      order_erasures: {
        Row: {
          asked_at: string
          erased_at: string | null
          order_id: string
        }
        Insert: {
          asked_at?: string
          erased_at?: string | null
          order_id: string
        }
        Update: {
          asked_at?: string
          erased_at?: string | null
          order_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "order_erasures_order_id_fkey"
            columns: ["order_id"]
            referencedRelation: "orders"
            referencedColumns: ["id"]
          },
        ]
      }
      order_flags: {
        Row: {
          amount_cents: number | null
          at: string
          id: number
          kind: string
          merchant_id: string
          order_id: string
          reason: string
          state: string
          stripe_id: string
        }
        Insert: {
          amount_cents?: number | null
          at: string
          id?: never
          kind: string
          merchant_id: string
          order_id: string
          reason: string
          state: string
          stripe_id: string
        }
        Update: {
          amount_cents?: number | null
          at?: string
          id?: never
          kind?: string
          merchant_id?: string
          order_id?: string
          reason?: string
          state?: string
          stripe_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "order_flags_merchant_id_fkey"
            columns: ["merchant_id"]
            referencedRelation: "merchants"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "order_flags_order_id_fkey"
            columns: ["order_id"]
            referencedRelation: "orders"
            referencedColumns: ["id"]
          },
        ]
      }
      order_lines: {
        Row: {
          claim_id: string
          item_id: string
          not_sent: number
          order_id: string
          picture_url: string | null
          product_name: string
          quantity: number
          restocked: number
          returned: number
          shipped: number
          tax_basis_points: number
          tax_cents: number
          unit_price_cents: number
          variant_name: string
        }
        Insert: {
          claim_id: string
          item_id: string
          not_sent?: number
          order_id: string
          picture_url?: string | null
          product_name: string
          quantity: number
          restocked?: number
          returned?: number
          shipped?: number
          tax_basis_points?: number
          tax_cents?: number
          unit_price_cents: number
          variant_name: string
        }
        Update: {
          claim_id?: string
          item_id?: string
          not_sent?: number
          order_id?: string
          picture_url?: string | null
          product_name?: string
          quantity?: number
          restocked?: number
          returned?: number
          shipped?: number
          tax_basis_points?: number
          tax_cents?: number
          unit_price_cents?: number
          variant_name?: string
        }
        Relationships: [
          {
            foreignKeyName: "order_lines_item_id_fkey"
            columns: ["item_id"]
            referencedRelation: "sale_items"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "order_lines_order_id_fkey"
            columns: ["order_id"]
            referencedRelation: "orders"
            referencedColumns: ["id"]
          },
        ]
      }
      order_moves: {
        Row: {
          at: string
          detail: NonNullable<Json>
          id: number
          merchant_id: string
          move: string
          moved_by: string | null
          order_id: string
          reason: string
          request_id: string
        }
        Insert: {
          at?: string
          detail?: NonNullable<Json>
          id?: never
          merchant_id: string
          move: string
          moved_by?: string | null
          order_id: string
          reason?: string
          request_id: string
        }
        Update: {
          at?: string
          detail?: NonNullable<Json>
          id?: never
          merchant_id?: string
          move?: string
          moved_by?: string | null
          order_id?: string
          reason?: string
          request_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "order_moves_order_id_fkey"
            columns: ["order_id"]
            referencedRelation: "orders"
            referencedColumns: ["id"]
          },
        ]
      }
      orders: {
        Row: {
          address: NonNullable<Json>
          attempt: number
          created_at: string
          currency: string
          decline_reason: string | null
          email: string
          id: string
          items_cents: number
          language: string
          merchant_id: string
          name: string
          number: string
          paid_at: string | null
          pay_expires_at: string | null
          payment_intent_id: string | null
          sale_id: string
          search_text: string | null
          shipping_cents: number
          shipping_tax_cents: number
          shopper_id: string
          status: string
          status_before_refund: string | null
          tax_calculation_id: string | null
          tax_cents: number
          to_ship: number
          total_cents: number | null
          tracking_numbers: string
        }
        Insert: {
          address: NonNullable<Json>
          attempt?: number
          created_at?: string
          currency: string
          decline_reason?: string | null
          email: string
          id?: string
          items_cents?: number
          language?: string
          merchant_id: string
          name: string
          number: string
          paid_at?: string | null
          pay_expires_at?: string | null
          payment_intent_id?: string | null
          sale_id: string
          search_text?: never
          shipping_cents?: number
          shipping_tax_cents?: number
          shopper_id: string
          status?: string
          status_before_refund?: string | null
          tax_calculation_id?: string | null
          tax_cents?: number
          to_ship?: number
          total_cents?: never
          tracking_numbers?: string
        }
        Update: {
          address?: NonNullable<Json>
          attempt?: number
          created_at?: string
          currency?: string
          decline_reason?: string | null
          email?: string
          id?: string
          items_cents?: number
          language?: string
          merchant_id?: string
          name?: string
          number?: string
          paid_at?: string | null
          pay_expires_at?: string | null
          payment_intent_id?: string | null
          sale_id?: string
          search_text?: never
          shipping_cents?: number
          shipping_tax_cents?: number
          shopper_id?: string
          status?: string
          status_before_refund?: string | null
          tax_calculation_id?: string | null
          tax_cents?: number
          to_ship?: number
          total_cents?: never
          tracking_numbers?: string
        }
        Relationships: [
          {
            foreignKeyName: "orders_merchant_id_fkey"
            columns: ["merchant_id"]
            referencedRelation: "merchants"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "orders_sale_id_fkey"
            columns: ["sale_id"]
            referencedRelation: "sales"
            referencedColumns: ["id"]
          },
        ]
      }
      outbox: {
        Row: {
          attempts: number
          created_at: string
          dedupe_key: string | null
          done_at: string | null
          id: number
          kind: string
          last_error: string | null
          leased_until: string | null
          merchant_id: string | null
          order_id: string | null
          parked_at: string | null
          payload: NonNullable<Json>
          run_after: string
        }
        Insert: {
          attempts?: number
          created_at?: string
          dedupe_key?: string | null
          done_at?: string | null
          id?: never
          kind: string
          last_error?: string | null
          leased_until?: string | null
          merchant_id?: string | null
          order_id?: string | null
          parked_at?: string | null
          payload: NonNullable<Json>
          run_after?: string
        }
        Update: {
          attempts?: number
          created_at?: string
          dedupe_key?: string | null
          done_at?: string | null
          id?: never
          kind?: string
          last_error?: string | null
          leased_until?: string | null
          merchant_id?: string | null
          order_id?: string | null
          parked_at?: string | null
          payload?: NonNullable<Json>
          run_after?: string
        }
        Relationships: []
      }
      page_events: {
        Row: {
          at: string
          day: string
          device: string
          is_bot: boolean
          kind: string
          sale_id: string
          source: string
          visit_id: string
          weight: number
        }
        Insert: {
          at?: string
          day: string
          device: string
          is_bot: boolean
          kind: string
          sale_id: string
          source: string
          visit_id: string
          weight: number
        }
        Update: {
          at?: string
          day?: string
          device?: string
          is_bot?: boolean
          kind?: string
          sale_id?: string
          source?: string
          visit_id?: string
          weight?: number
        }
        Relationships: []
      }
      payment_attempts: {
        Row: {
          address_key: string | null
          attempt: number
          claim_ids: string[]
          declined_at: string | null
          order_id: string
          request_id: string
          shopper_id: string
          started_at: string
        }
        Insert: {
          address_key?: string | null
          attempt: number
          claim_ids?: string[]
          declined_at?: string | null
          order_id: string
          request_id: string
          shopper_id: string
          started_at?: string
        }
        Update: {
          address_key?: string | null
          attempt?: number
          claim_ids?: string[]
          declined_at?: string | null
          order_id?: string
          request_id?: string
          shopper_id?: string
          started_at?: string
        }
        Relationships: [
          {
            foreignKeyName: "payment_attempts_order_id_fkey"
            columns: ["order_id"]
            referencedRelation: "orders"
            referencedColumns: ["id"]
          },
        ]
      }
      payment_authorisations: {
        Row: {
          amount_cents: number
          authorised_at: string
          capture_before: string
          captured_at: string | null
          merchant_id: string
          order_id: string
          payment_intent_id: string
          voided_at: string | null
        }
        Insert: {
          amount_cents: number
          authorised_at?: string
          capture_before: string
          captured_at?: string | null
          merchant_id: string
          order_id: string
          payment_intent_id: string
          voided_at?: string | null
        }
        Update: {
          amount_cents?: number
          authorised_at?: string
          capture_before?: string
          captured_at?: string | null
          merchant_id?: string
          order_id?: string
          payment_intent_id?: string
          voided_at?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "payment_authorisations_merchant_id_fkey"
            columns: ["merchant_id"]
            referencedRelation: "merchants"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "payment_authorisations_order_id_fkey"
            columns: ["order_id"]
            referencedRelation: "orders"
            referencedColumns: ["id"]
          },
        ]
      }
      payment_queue: {
        Row: {
          admitted_at: string | null
          asked_at: string
          attempt: number
          order_id: string
          place: number
          seen_at: string
          started_at: string | null
        }
        Insert: {
          admitted_at?: string | null
          asked_at: string
          attempt: number
          order_id: string
          place: number
          seen_at: string
          started_at?: string | null
        }
        Update: {
          admitted_at?: string | null
          asked_at?: string
          attempt?: number
          order_id?: string
          place?: number
          seen_at?: string
          started_at?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "payment_queue_order_id_fkey"
            columns: ["order_id"]
            referencedRelation: "orders"
            referencedColumns: ["id"]
          },
        ]
      }
      payment_settings: {
        Row: {
          attempts_per_claim: number
          attempts_per_shopper: number
          attempts_window_seconds: number
          declines_per_address: number
          is_only: boolean
          queue_patience_seconds: number
          queue_present_seconds: number
          reconcile_seconds: number
          refund_silence_seconds: number
          silence_seconds: number
        }
        Insert: {
          attempts_per_claim?: number
          attempts_per_shopper?: number
          attempts_window_seconds?: number
          declines_per_address?: number
          is_only?: boolean
          queue_patience_seconds?: number
          queue_present_seconds?: number
          reconcile_seconds?: number
          refund_silence_seconds?: number
          silence_seconds?: number
        }
        Update: {
          attempts_per_claim?: number
          attempts_per_shopper?: number
          attempts_window_seconds?: number
          declines_per_address?: number
          is_only?: boolean
          queue_patience_seconds?: number
          queue_present_seconds?: number
          reconcile_seconds?: number
          refund_silence_seconds?: number
          silence_seconds?: number
        }
        Relationships: []
      }
      processed_events: {
        Row: {
          at: string
          id: string
          type: string
        }
        Insert: {
          at?: string
          id: string
          type: string
        }
        Update: {
          at?: string
          id?: string
          type?: string
        }
        Relationships: []
      }
      product_pictures: {
        Row: {
          alt: string
          id: string
          position: number
          product_id: string
          url: string
        }
        Insert: {
          alt: string
          id?: string
          position?: number
          product_id: string
          url: string
        }
        Update: {
          alt?: string
          id?: string
          position?: number
          product_id?: string
          url?: string
        }
        Relationships: [
          {
            foreignKeyName: "product_pictures_product_id_fkey"
            columns: ["product_id"]
            referencedRelation: "products"
            referencedColumns: ["id"]
          },
        ]
      }
      product_variants: {
        Row: {
          id: string
          name: string
          position: number
          product_id: string
        }
        Insert: {
          id?: string
          name: string
          position?: number
          product_id: string
        }
        Update: {
          id?: string
          name?: string
          position?: number
          product_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "product_variants_product_id_fkey"
            columns: ["product_id"]
            referencedRelation: "products"
            referencedColumns: ["id"]
          },
        ]
      }
      products: {
        Row: {
          created_at: string
          description: string
          id: string
          merchant_id: string
          name: string
          slug: string
          status: string
          tax_basis_points: number | null
          version: number
        }
        Insert: {
          created_at?: string
          description?: string
          id?: string
          merchant_id: string
          name: string
          slug: string
          status?: string
          tax_basis_points?: number | null
          version?: number
        }
        Update: {
          created_at?: string
          description?: string
          id?: string
          merchant_id?: string
          name?: string
          slug?: string
          status?: string
          tax_basis_points?: number | null
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: "products_merchant_id_fkey"
            columns: ["merchant_id"]
            referencedRelation: "merchants"
            referencedColumns: ["id"]
          },
        ]
      }
      push_clock: {
        Row: {
          claims_seen_to: string
          is_only_row: boolean
        }
        Insert: {
          claims_seen_to?: string
          is_only_row?: boolean
        }
        Update: {
          claims_seen_to?: string
          is_only_row?: boolean
        }
        Relationships: []
      }
      push_messages: {
        Row: {
          about: NonNullable<Json>
          created_at: string
          expires_at: string
          id: number
          kind: string
          outbox_id: number
          payload: NonNullable<Json>
          shared_at: string | null
          shared_to: string | null
          side: string
          tag: string
        }
        Insert: {
          about: NonNullable<Json>
          created_at?: string
          expires_at: string
          id?: never
          kind: string
          outbox_id: number
          payload: NonNullable<Json>
          shared_at?: string | null
          shared_to?: string | null
          side: string
          tag: string
        }
        Update: {
          about?: NonNullable<Json>
          created_at?: string
          expires_at?: string
          id?: never
          kind?: string
          outbox_id?: number
          payload?: NonNullable<Json>
          shared_at?: string | null
          shared_to?: string | null
          side?: string
          tag?: string
        }
        Relationships: []
      }
      push_services: {
        Row: {
          origin: string
        }
        Insert: {
          origin: string
        }
        Update: {
          origin?: string
        }
        Relationships: []
      }
      push_settings: {
        Row: {
          decided_at: string
          is_on: boolean
          kind: string
          user_id: string
        }
        Insert: {
          decided_at?: string
          is_on: boolean
          kind: string
          user_id: string
        }
        Update: {
          decided_at?: string
          is_on?: boolean
          kind?: string
          user_id?: string
        }
        Relationships: []
      }
      push_shards: {
        Row: {
          attempts: number
          done_at: string | null
          dropped: number
          gone: number
          id: number
          last_error: string | null
          leased_until: string | null
          left_ids: number[]
          message_id: number
          parked_ids: number[]
          priority: number
          run_after: string
          sent: number
          subscription_ids: number[]
        }
        Insert: {
          attempts?: number
          done_at?: string | null
          dropped?: number
          gone?: number
          id?: never
          last_error?: string | null
          leased_until?: string | null
          left_ids: number[]
          message_id: number
          parked_ids?: number[]
          priority?: number
          run_after?: string
          sent?: number
          subscription_ids: number[]
        }
        Update: {
          attempts?: number
          done_at?: string | null
          dropped?: number
          gone?: number
          id?: never
          last_error?: string | null
          leased_until?: string | null
          left_ids?: number[]
          message_id?: number
          parked_ids?: number[]
          priority?: number
          run_after?: string
          sent?: number
          subscription_ids?: number[]
        }
        Relationships: [
          {
            foreignKeyName: "push_shards_message_id_fkey"
            columns: ["message_id"]
            referencedRelation: "push_messages"
            referencedColumns: ["id"]
          },
        ]
      }
      push_subscriptions: {
        Row: {
          auth: string
          created_at: string
          endpoint: string
          id: number
          language: string
          last_seen_at: string
          p256dh: string
          refusal: string | null
          refused_at: string | null
          side: string
          time_zone: string
          user_id: string
        }
        Insert: {
          auth: string
          created_at?: string
          endpoint: string
          id?: never
          language?: string
          last_seen_at?: string
          p256dh: string
          refusal?: string | null
          refused_at?: string | null
          side?: string
          time_zone?: string
          user_id: string
        }
        Update: {
          auth?: string
          created_at?: string
          endpoint?: string
          id?: never
          language?: string
          last_seen_at?: string
          p256dh?: string
          refusal?: string | null
          refused_at?: string | null
          side?: string
          time_zone?: string
          user_id?: string
        }
        Relationships: []
      }
      recovery_codes: {
        Row: {
          digests: string[]
          made_at: string
          tries: number
          tries_since: string
          user_id: string
        }
        Insert: {
          digests: string[]
          made_at?: string
          tries?: number
          tries_since?: string
          user_id: string
        }
        Update: {
          digests?: string[]
          made_at?: string
          tries?: number
          tries_since?: string
          user_id?: string
        }
        Relationships: []
      }
      refund_lines: {
        Row: {
          amount_cents: number
          claim_id: string
          order_id: string
          quantity: number
          refund_id: string
        }
        Insert: {
          amount_cents: number
          claim_id: string
          order_id: string
          quantity: number
          refund_id: string
        }
        Update: {
          amount_cents?: number
          claim_id?: string
          order_id?: string
          quantity?: number
          refund_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "refund_lines_order_id_claim_id_fkey"
            columns: ["order_id", "claim_id"]
            referencedRelation: "order_lines"
            referencedColumns: ["order_id", "claim_id"]
          },
          {
            foreignKeyName: "refund_lines_refund_id_fkey"
            columns: ["refund_id"]
            referencedRelation: "refunds"
            referencedColumns: ["id"]
          },
        ]
      }
      refunds: {
        Row: {
          amount_cents: number
          asked_by: string | null
          created_at: string
          currency: string
          failure: string | null
          id: string
          is_restocked: boolean
          merchant_id: string
          order_id: string
          reason: string
          settled_at: string | null
          status: string
          stripe_refund_id: string | null
        }
        Insert: {
          amount_cents: number
          asked_by?: string | null
          created_at?: string
          currency: string
          failure?: string | null
          id?: string
          is_restocked?: boolean
          merchant_id: string
          order_id: string
          reason: string
          settled_at?: string | null
          status?: string
          stripe_refund_id?: string | null
        }
        Update: {
          amount_cents?: number
          asked_by?: string | null
          created_at?: string
          currency?: string
          failure?: string | null
          id?: string
          is_restocked?: boolean
          merchant_id?: string
          order_id?: string
          reason?: string
          settled_at?: string | null
          status?: string
          stripe_refund_id?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "refunds_order_id_fkey"
            columns: ["order_id"]
            referencedRelation: "orders"
            referencedColumns: ["id"]
          },
        ]
      }
      reminders: {
        Row: {
          asked_at: string
          sale_id: string
          user_id: string
        }
        Insert: {
          asked_at?: string
          sale_id: string
          user_id: string
        }
        Update: {
          asked_at?: string
          sale_id?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "reminders_sale_id_fkey"
            columns: ["sale_id"]
            referencedRelation: "sales"
            referencedColumns: ["id"]
          },
        ]
      }
      sale_count_changes: {
        Row: {
          amount: number
          id: number
          kind: string
          sale_id: string
        }
        Insert: {
          amount: number
          id?: never
          kind: string
          sale_id: string
        }
        Update: {
          amount?: number
          id?: never
          kind?: string
          sale_id?: string
        }
        Relationships: []
      }
      sale_drafts: {
        Row: {
          content: NonNullable<Json>
          created_at: string
          id: string
          merchant_id: string
          sale_id: string | null
          saved_at: string
          saved_by: string | null
          taken_back_from: string | null
          version: number
        }
        Insert: {
          content: NonNullable<Json>
          created_at?: string
          id: string
          merchant_id: string
          sale_id?: string | null
          saved_at?: string
          saved_by?: string | null
          taken_back_from?: string | null
          version?: number
        }
        Update: {
          content?: NonNullable<Json>
          created_at?: string
          id?: string
          merchant_id?: string
          sale_id?: string | null
          saved_at?: string
          saved_by?: string | null
          taken_back_from?: string | null
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: "sale_drafts_merchant_id_fkey"
            columns: ["merchant_id"]
            referencedRelation: "merchants"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "sale_drafts_sale_id_fkey"
            columns: ["sale_id"]
            referencedRelation: "sales"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "sale_drafts_taken_back_from_fkey"
            columns: ["taken_back_from"]
            referencedRelation: "sales"
            referencedColumns: ["id"]
          },
        ]
      }
      sale_items: {
        Row: {
          currency: string
          free: number
          held: number
          id: string
          ledger_month: string
          limit_per_shopper: number
          next_place: number
          next_position: number
          position: number
          price_cents: number
          sale_id: string
          sold: number
          stock: number
          variant_id: string
          version: number
          waiting: number
          was_price_cents: number | null
          withdrawn: number
        }
        Insert: {
          currency: string
          free: number
          held?: number
          id?: string
          ledger_month: string
          limit_per_shopper?: number
          next_place?: number
          next_position?: number
          position?: number
          price_cents: number
          sale_id: string
          sold?: number
          stock: number
          variant_id: string
          version?: number
          waiting?: number
          was_price_cents?: number | null
          withdrawn?: number
        }
        Update: {
          currency?: string
          free?: number
          held?: number
          id?: string
          ledger_month?: string
          limit_per_shopper?: number
          next_place?: number
          next_position?: number
          position?: number
          price_cents?: number
          sale_id?: string
          sold?: number
          stock?: number
          variant_id?: string
          version?: number
          waiting?: number
          was_price_cents?: number | null
          withdrawn?: number
        }
        Relationships: [
          {
            foreignKeyName: "sale_items_sale_id_fkey"
            columns: ["sale_id"]
            referencedRelation: "sales"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "sale_items_variant_id_fkey"
            columns: ["variant_id"]
            referencedRelation: "product_variants"
            referencedColumns: ["id"]
          },
        ]
      }
      sale_samples: {
        Row: {
          at: string
          claims: number
          declined: number
          free: number
          held: number
          paid_cents: number
          paid_orders: number
          refused: number
          sale_id: string
          sold: number
          waiting: number
        }
        Insert: {
          at: string
          claims: number
          declined: number
          free: number
          held: number
          paid_cents: number
          paid_orders: number
          refused: number
          sale_id: string
          sold: number
          waiting: number
        }
        Update: {
          at?: string
          claims?: number
          declined?: number
          free?: number
          held?: number
          paid_cents?: number
          paid_orders?: number
          refused?: number
          sale_id?: string
          sold?: number
          waiting?: number
        }
        Relationships: [
          {
            foreignKeyName: "sale_samples_sale_id_fkey"
            columns: ["sale_id"]
            referencedRelation: "sales"
            referencedColumns: ["id"]
          },
        ]
      }
      sale_search: {
        Row: {
          from_cents: number | null
          sale_id: string
          words: string
        }
        Insert: {
          from_cents?: number | null
          sale_id: string
          words: string
        }
        Update: {
          from_cents?: number | null
          sale_id?: string
          words?: string
        }
        Relationships: [
          {
            foreignKeyName: "sale_search_sale_id_fkey"
            columns: ["sale_id"]
            referencedRelation: "sales"
            referencedColumns: ["id"]
          },
        ]
      }
      sale_totals: {
        Row: {
          kind: string
          sale_id: string
          total: number
        }
        Insert: {
          kind: string
          sale_id: string
          total: number
        }
        Update: {
          kind?: string
          sale_id?: string
          total?: number
        }
        Relationships: [
          {
            foreignKeyName: "sale_totals_sale_id_fkey"
            columns: ["sale_id"]
            referencedRelation: "sales"
            referencedColumns: ["id"]
          },
        ]
      }
      sales: {
        Row: {
          archived_at: string | null
          broadcast_every_ms: number
          capture: string
          category: string
          closes_at: string
          created_at: string
          currency: string
          hero_alt: string
          hero_url: string | null
          hold_seconds: number
          id: string
          lapse_window_seconds: number
          lapses_forgiven: number
          ledger_month: string
          line_max: number
          merchant_id: string
          offer_seconds: number
          opens_at: string
          pay_seconds: number
          returns_note: string
          shipping_cents: number
          shipping_note: string
          slug: string
          status: string
          story: string
          tagline: string
          tax_basis_points: number
          tax_name: string
          title: string
          version: number
        }
        Insert: {
          archived_at?: string | null
          broadcast_every_ms?: number
          capture?: string
          category?: string
          closes_at: string
          created_at?: string
          currency: string
          hero_alt?: string
          hero_url?: string | null
          hold_seconds?: number
          id?: string
          lapse_window_seconds?: number
          lapses_forgiven?: number
          ledger_month?: string
          line_max?: number
          merchant_id: string
          offer_seconds?: number
          opens_at: string
          pay_seconds?: number
          returns_note?: string
          shipping_cents?: number
          shipping_note?: string
          slug: string
          status?: string
          story?: string
          tagline?: string
          tax_basis_points?: number
          tax_name?: string
          title: string
          version?: number
        }
        Update: {
          archived_at?: string | null
          broadcast_every_ms?: number
          capture?: string
          category?: string
          closes_at?: string
          created_at?: string
          currency?: string
          hero_alt?: string
          hero_url?: string | null
          hold_seconds?: number
          id?: string
          lapse_window_seconds?: number
          lapses_forgiven?: number
          ledger_month?: string
          line_max?: number
          merchant_id?: string
          offer_seconds?: number
          opens_at?: string
          pay_seconds?: number
          returns_note?: string
          shipping_cents?: number
          shipping_note?: string
          slug?: string
          status?: string
          story?: string
          tagline?: string
          tax_basis_points?: number
          tax_name?: string
          title?: string
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: "sales_merchant_id_fkey"
            columns: ["merchant_id"]
            referencedRelation: "merchants"
            referencedColumns: ["id"]
          },
        ]
      }
      shipment_lines: {
        Row: {
          claim_id: string
          order_id: string
          quantity: number
          returned: number
          shipment_id: string
        }
        Insert: {
          claim_id: string
          order_id: string
          quantity: number
          returned?: number
          shipment_id: string
        }
        Update: {
          claim_id?: string
          order_id?: string
          quantity?: number
          returned?: number
          shipment_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "shipment_lines_order_id_claim_id_fkey"
            columns: ["order_id", "claim_id"]
            referencedRelation: "order_lines"
            referencedColumns: ["order_id", "claim_id"]
          },
          {
            foreignKeyName: "shipment_lines_shipment_id_fkey"
            columns: ["shipment_id"]
            referencedRelation: "shipments"
            referencedColumns: ["id"]
          },
        ]
      }
      shipments: {
        Row: {
          carrier: string
          delivered_at: string | null
          id: string
          merchant_id: string
          order_id: string
          returned_at: string | null
          shipped_at: string
          state: string
          tracking_number: string | null
          tracking_url: string | null
        }
        Insert: {
          carrier: string
          delivered_at?: string | null
          id?: string
          merchant_id: string
          order_id: string
          returned_at?: string | null
          shipped_at?: string
          state?: string
          tracking_number?: string | null
          tracking_url?: string | null
        }
        Update: {
          carrier?: string
          delivered_at?: string | null
          id?: string
          merchant_id?: string
          order_id?: string
          returned_at?: string | null
          shipped_at?: string
          state?: string
          tracking_number?: string | null
          tracking_url?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "shipments_order_id_fkey"
            columns: ["order_id"]
            referencedRelation: "orders"
            referencedColumns: ["id"]
          },
        ]
      }
      shopper_addresses: {
        Row: {
          city: string
          country: string
          created_at: string
          id: string
          is_default: boolean
          line1: string
          line2: string
          name: string
          postal_code: string
          shopper_id: string
        }
        Insert: {
          city: string
          country: string
          created_at?: string
          id: string
          is_default?: boolean
          line1: string
          line2?: string
          name: string
          postal_code: string
          shopper_id: string
        }
        Update: {
          city?: string
          country?: string
          created_at?: string
          id?: string
          is_default?: boolean
          line1?: string
          line2?: string
          name?: string
          postal_code?: string
          shopper_id?: string
        }
        Relationships: []
      }
      shopper_people: {
        Row: {
          linked_at: string
          person_id: string
          shopper_id: string
        }
        Insert: {
          linked_at?: string
          person_id: string
          shopper_id: string
        }
        Update: {
          linked_at?: string
          person_id?: string
          shopper_id?: string
        }
        Relationships: []
      }
      stock_broadcasts: {
        Row: {
          sale_id: string
          sent_at: string
          sent_version: number
        }
        Insert: {
          sale_id: string
          sent_at?: string
          sent_version?: number
        }
        Update: {
          sale_id?: string
          sent_at?: string
          sent_version?: number
        }
        Relationships: [
          {
            foreignKeyName: "stock_broadcasts_sale_id_fkey"
            columns: ["sale_id"]
            referencedRelation: "sales"
            referencedColumns: ["id"]
          },
        ]
      }
      stock_movements: {
        Row: {
          at: string
          cause: string
          caused_by: string | null
          claim_id: string | null
          id: number
          item_id: string
          kind: string
          ledger_month: string
          quantity: number
          sale_id: string
        }
        Insert: {
          at?: string
          cause: string
          caused_by?: string | null
          claim_id?: string | null
          id?: never
          item_id: string
          kind: string
          ledger_month: string
          quantity: number
          sale_id: string
        }
        Update: {
          at?: string
          cause?: string
          caused_by?: string | null
          claim_id?: string | null
          id?: never
          item_id?: string
          kind?: string
          ledger_month?: string
          quantity?: number
          sale_id?: string
        }
        Relationships: []
      }
      store_openings: {
        Row: {
          at: string
          merchant_id: string
          opened_by: string
          request_id: string
        }
        Insert: {
          at?: string
          merchant_id: string
          opened_by: string
          request_id: string
        }
        Update: {
          at?: string
          merchant_id?: string
          opened_by?: string
          request_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "store_openings_merchant_id_fkey"
            columns: ["merchant_id"]
            referencedRelation: "merchants"
            referencedColumns: ["id"]
          },
        ]
      }
      store_settings: {
        Row: {
          capture: string
          checklist_dismissed_at: string | null
          merchant_id: string
          returns_note: string
          sample_draft_id: string | null
          sample_product_ids: string[]
          shipping_cents: number | null
          shipping_note: string
          tax_basis_points: number | null
          tax_name: string
          version: number
        }
        Insert: {
          capture?: string
          checklist_dismissed_at?: string | null
          merchant_id: string
          returns_note?: string
          sample_draft_id?: string | null
          sample_product_ids?: string[]
          shipping_cents?: number | null
          shipping_note?: string
          tax_basis_points?: number | null
          tax_name?: string
          version?: number
        }
        Update: {
          capture?: string
          checklist_dismissed_at?: string | null
          merchant_id?: string
          returns_note?: string
          sample_draft_id?: string | null
          sample_product_ids?: string[]
          shipping_cents?: number | null
          shipping_note?: string
          tax_basis_points?: number | null
          tax_name?: string
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: "store_settings_merchant_id_fkey"
            columns: ["merchant_id"]
            referencedRelation: "merchants"
            referencedColumns: ["id"]
          },
        ]
      }
      stripe_buckets: {
        Row: {
          burst: number
          filled_at: string
          kind: string
          per_second: number
          tokens: number
        }
        Insert: {
          burst?: number
          filled_at?: string
          kind: string
          per_second?: number
          tokens?: number
        }
        Update: {
          burst?: number
          filled_at?: string
          kind?: string
          per_second?: number
          tokens?: number
        }
        Relationships: []
      }
      stripe_customers: {
        Row: {
          created_at: string
          customer_id: string
          shopper_id: string
        }
        Insert: {
          created_at?: string
          customer_id: string
          shopper_id: string
        }
        Update: {
          created_at?: string
          customer_id?: string
          shopper_id?: string
        }
        Relationships: []
      }
      waits: {
        Row: {
          claim_id: string | null
          created_at: string
          ended_at: string | null
          id: string
          item_id: string
          offered_at: string | null
          place: number
          quantity: number
          request_id: string
          sale_id: string
          shopper_id: string
          status: string
        }
        Insert: {
          claim_id?: string | null
          created_at?: string
          ended_at?: string | null
          id?: string
          item_id: string
          offered_at?: string | null
          place: number
          quantity: number
          request_id: string
          sale_id: string
          shopper_id: string
          status?: string
        }
        Update: {
          claim_id?: string | null
          created_at?: string
          ended_at?: string | null
          id?: string
          item_id?: string
          offered_at?: string | null
          place?: number
          quantity?: number
          request_id?: string
          sale_id?: string
          shopper_id?: string
          status?: string
        }
        Relationships: [
          {
            foreignKeyName: "waits_item_id_fkey"
            columns: ["item_id"]
            referencedRelation: "sale_items"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "waits_sale_id_fkey"
            columns: ["sale_id"]
            referencedRelation: "sales"
            referencedColumns: ["id"]
          },
        ]
      }
    }
    Views: {
      [_ in never]: never
    }
    Functions: {
      abandon_attempt: {
        Args: { p_attempt: number; p_order_id: string; p_reason: string }
        Returns: string
      }
      accept_invitation: { Args: { p_token: string }; Returns: string }
      add_help_message: {
        Args: {
          p_author: string
          p_author_id: string
          p_body: string
          p_merchant_id: string
          p_order_id: string
          p_per_hour: number
          p_request_id: string
        }
        Returns: {
          message_id: number
          outcome: string
        }[]
      }
      add_samples: { Args: { p_merchant_id: string }; Returns: string }
      adopt_guest: {
        Args: { p_account_id: string; p_guest_id: string }
        Returns: string
      }
      adopt_orders: { Args: { p_account_id: string }; Returns: number }
      answer_help: {
        Args: {
          p_body: string
          p_order_id: string
          p_request_id: string
          p_seen_to?: number
        }
        Returns: {
          message_id: number
          outcome: string
        }[]
      }
      archive_ledger_month: { Args: { p_month: string }; Returns: string }
      ask_for_help: {
        Args: { p_body: string; p_order_id: string; p_request_id: string }
        Returns: {
          message_id: number
          outcome: string
        }[]
      }
      ask_refund: {
        Args: {
          p_amount_cents: number
          p_is_restocked: boolean
          p_order_id: string
          p_reason: string
        }
        Returns: string
      }
      ask_to_pay: {
        Args: { p_attempt: number; p_order_id: string }
        Returns: {
          capture: string
          outcome: string
          place: number
          wait_seconds: number
        }[]
      }
      attach_intent: {
        Args: {
          p_attempt: number
          p_order_id: string
          p_payment_intent_id: string
        }
        Returns: undefined
      }
      audit_stock: {
        Args: { p_sale_id?: string }
        Returns: {
          counter: string
          item_id: string
          recomputed: number
          source: string
          stored: number
        }[]
      }
      authorise_order: {
        Args: {
          p_amount_cents: number
          p_capture_before?: string
          p_currency: string
          p_event_id: string
          p_event_type: string
          p_order_id?: string
          p_payment_intent_id: string
        }
        Returns: string
      }
      begin_move: {
        Args: { p_reason: string; p_request_id: string; p_sale_id: string }
        Returns: string
      }
      begin_order_move: {
        Args: {
          p_has_stock: boolean
          p_is_packing: boolean
          p_order_id: string
          p_reason: string
          p_request_id: string
        }
        Returns: string
      }
      broadcast_stock: { Args: { p_sale_id: string }; Returns: boolean }
      cancel_order: {
        Args: {
          p_event_id: string
          p_event_type: string
          p_order_id?: string
          p_payment_intent_id: string
          p_reason: string
        }
        Returns: string
      }
      cancel_paid_order: {
        Args: { p_order_id: string; p_reason: string; p_request_id: string }
        Returns: string
      }
      cancel_sale: {
        Args: { p_reason: string; p_request_id: string; p_sale_id: string }
        Returns: string
      }
      capture_at_shipping: { Args: { p_order_id: string }; Returns: undefined }
      capture_authorisation: {
        Args: { p_amount_cents: number; p_order_id: string }
        Returns: boolean
      }
      capture_order: { Args: { p_order_id: string }; Returns: string }
      certificate_items: { Args: { p_sale_id: string }; Returns: Json }
      certificate_money: { Args: { p_sale_id: string }; Returns: Json }
      chase_intents: {
        Args: { p_from: number; p_intents: Json; p_until: number }
        Returns: number
      }
      check_sale_draft: { Args: { p_draft_id: string }; Returns: string[] }
      claim_fates: {
        Args: { p_sale_id: string }
        Returns: {
          claims: number
          fate: string
          units: number
        }[]
      }
      claim_stock: {
        Args: {
          p_item_ids: string[]
          p_quantities: number[]
          p_request_ids: string[]
          p_shopper_ids: string[]
        }
        Returns: {
          claim_id: string
          element: number
          expires_at: string
          free_after: number
          item_id: string
          outcome: string
          position: number
          quantity: number
          retry_at: string
          status: string
        }[]
      }
      close_sale: {
        Args: { p_reason: string; p_request_id: string; p_sale_id: string }
        Returns: string
      }
      close_thread: {
        Args: { p_order_id: string; p_seen_to: number }
        Returns: string
      }
      contained_tax: {
        Args: { p_amount_cents: number; p_basis_points: number }
        Returns: number
      }
      control_room: {
        Args: { p_sale_id: string; p_since?: string }
        Returns: Json
      }
      copy_sale_to_draft: {
        Args: { p_draft_id: string; p_sale_id: string }
        Returns: string
      }
      count_reminders: { Args: { p_sale_id: string }; Returns: number }
      create_merchant: {
        Args: {
          p_currency: string
          p_name: string
          p_person: string
          p_request_id: string
          p_support_email: string
        }
        Returns: {
          merchant_id: string
          outcome: string
        }[]
      }
      decide_in_order: {
        Args: {
          p_budget_rooms: number[]
          p_item_ids: string[]
          p_limit_rooms: number[]
          p_outcomes: string[]
          p_person_ids: string[]
          p_quantities: number[]
          p_request_ids: string[]
          p_shopper_ids: string[]
        }
        Returns: string[]
      }
      decline_order: {
        Args: {
          p_attempt?: number
          p_event_id: string
          p_event_type: string
          p_order_id?: string
          p_payment_intent_id: string
          p_reason: string
        }
        Returns: string
      }
      digest_of: { Args: { p_lines: string[] }; Returns: Json }
      dismiss_checklist: { Args: { p_merchant_id: string }; Returns: string }
      end_line: { Args: { p_item_ids: string[] }; Returns: number }
      ensure_ledger_month: { Args: { p_month: string }; Returns: boolean }
      ensure_page_day: { Args: { p_day: string }; Returns: boolean }
      erase_orders: { Args: { p_limit?: number }; Returns: number }
      erase_person: {
        Args: { p_email: string; p_shopper_id: string }
        Returns: string
      }
      erased_ids: { Args: { p_shopper_id: string }; Returns: string[] }
      export_money: {
        Args: { p_sale_id: string }
        Returns: {
          line: string
        }[]
      }
      export_movements: {
        Args: { p_sale_id: string }
        Returns: {
          line: string
        }[]
      }
      export_orders:
        | { Args: { p_ids: string[]; p_limit: number }; Returns: Json }
        | {
            Args: { p_sale_id: string }
            Returns: {
              line: string
            }[]
          }
      export_person: { Args: { p_shopper_id: string }; Returns: Json }
      export_waits: {
        Args: { p_sale_id: string }
        Returns: {
          line: string
        }[]
      }
      extend_sale: {
        Args: {
          p_closes_at: string
          p_reason: string
          p_request_id: string
          p_sale_id: string
        }
        Returns: string
      }
      finish_move: {
        Args: {
          p_detail?: Json
          p_item_id: string
          p_move: string
          p_quantity: number
          p_reason: string
          p_request_id: string
          p_sale_id: string
        }
        Returns: undefined
      }
      finish_order_move: {
        Args: {
          p_detail: Json
          p_move: string
          p_order_id: string
          p_reason: string
          p_request_id: string
        }
        Returns: undefined
      }
      finish_outbox: {
        Args: { p_error?: string; p_id: number }
        Returns: undefined
      }
      forget_code: { Args: { p_email_key: string }; Returns: undefined }
      forget_customer: {
        Args: { p_customer_id: string; p_shopper_id: string }
        Returns: undefined
      }
      forget_old_push: { Args: { p_limit: number }; Returns: number }
      free_merchant_slug: { Args: { p_name: string }; Returns: string }
      free_product_slug: {
        Args: { p_merchant_id: string; p_name: string }
        Returns: string
      }
      free_sale_slug: { Args: { p_title: string }; Returns: string }
      has_recent_second_factor: {
        Args: { p_max_age_seconds?: number }
        Returns: boolean
      }
      has_too_many_attempts: {
        Args: { p_claim_ids: string[]; p_shopper_id: string }
        Returns: boolean
      }
      hold_claims_of_order_again: {
        Args: { p_order_id: string; p_reason: string }
        Returns: undefined
      }
      ids_of_person: { Args: { p_shopper_id: string }; Returns: string[] }
      insight: { Args: { p_sale_id: string }; Returns: Json }
      instant_at: { Args: { p_content: Json; p_key: string }; Returns: string }
      invitation_digest: { Args: { p_token: string }; Returns: string }
      invite_member: {
        Args: { p_email: string; p_merchant_id: string; p_role: string }
        Returns: string
      }
      is_final_flag: { Args: { p_state: string }; Returns: boolean }
      is_merchant_member: { Args: { p_merchant_id: string }; Returns: boolean }
      is_own_move: {
        Args: { p_from: string; p_order_id: string; p_to: string }
        Returns: boolean
      }
      is_own_picture: {
        Args: { p_merchant_id: string; p_url: string }
        Returns: boolean
      }
      is_paid_order: { Args: { p_status: string }; Returns: boolean }
      is_picture_used: { Args: { p_name: string }; Returns: boolean }
      is_product_announced: {
        Args: { p_product_id: string; p_variant_id?: string }
        Returns: boolean
      }
      is_product_of_member: { Args: { p_product_id: string }; Returns: boolean }
      is_push_endpoint: { Args: { p_endpoint: string }; Returns: boolean }
      is_refund_due: { Args: { p_order_id: string }; Returns: boolean }
      items_overdue: { Args: { p_limit: number }; Returns: string[] }
      join_line: {
        Args: {
          p_item_ids: string[]
          p_quantities: number[]
          p_request_ids: string[]
          p_shopper_ids: string[]
        }
        Returns: {
          ahead_at_most: number
          claim_id: string
          element: number
          item_id: string
          outcome: string
          place: number
          quantity: number
          status: string
          wait_id: string
        }[]
      }
      keep_page_days: { Args: Record<PropertyKey, never>; Returns: number }
      keep_sale_counts: { Args: { p_limit?: number }; Returns: number }
      keep_units_here: {
        Args: {
          p_cause: string
          p_claim_ids: string[]
          p_is_restocked: boolean
          p_order_id: string
          p_units: number[]
        }
        Returns: number
      }
      lapse_payment_queue: { Args: { p_limit?: number }; Returns: number }
      leave_line: {
        Args: { p_shopper_id: string; p_wait_id: string }
        Returns: string
      }
      ledger_gaps: {
        Args: { p_merchant_id?: string; p_silence?: string }
        Returns: {
          detail: string
          gap: string
          order_id: string
        }[]
      }
      ledger_month_of_order: { Args: { p_order_id: string }; Returns: string }
      ledger_partition: {
        Args: { p_month: string; p_parent: string }
        Returns: string
      }
      link_shoppers: {
        Args: { p_account_id: string; p_shopper_id: string }
        Returns: string
      }
      list_help: {
        Args: {
          p_limit?: number
          p_merchant_id?: string
          p_offset?: number
          p_search?: string
        }
        Returns: {
          last_author: string
          last_message_at: string
          last_words: string
          merchant_name: string
          order_id: string
          order_number: string
          order_status: string
          shopper_email: string
          shopper_name: string
          status: string
          total: number
          unread: number
          waiting_since: string
        }[]
      }
      list_movements: {
        Args: {
          p_after?: number
          p_before?: number
          p_item_id?: string
          p_kind?: string
          p_limit?: number
          p_merchant_id: string
          p_sale_id: string
        }
        Returns: {
          at: string
          cause: string
          claim_id: string
          id: number
          item_id: string
          kind: string
          order_id: string
          order_number: string
          product_name: string
          quantity: number
          variant_name: string
        }[]
      }
      list_products: {
        Args: {
          p_after?: string
          p_before?: string
          p_filter?: string
          p_limit?: number
          p_merchant_id: string
          p_search?: string
          p_sort?: string
        }
        Returns: {
          created_at: string
          id: string
          is_in_sale: boolean
          name: string
          picture_alt: string
          picture_url: string
          pictures: number
          sales: number
          status: string
          tax_basis_points: number
          variants: string[]
        }[]
      }
      list_shoppers: {
        Args: {
          p_after?: string
          p_before?: string
          p_filter?: string
          p_limit?: number
          p_merchant_id: string
          p_search?: string
        }
        Returns: {
          claims: number
          currency: string
          email: string
          first_at: string
          id: string
          lapsed: number
          last_at: string
          name: string
          orders: number
          paid_cents: number
        }[]
      }
      list_team: {
        Args: { p_merchant_id: string }
        Returns: {
          email: string
          has_second_factor: boolean
          is_me: boolean
          joined_at: string
          role: string
          user_id: string
        }[]
      }
      list_unused_pictures: {
        Args: { p_after?: string; p_limit?: number }
        Returns: string[]
      }
      lock_order_of_intent: {
        Args: { p_order_id: string; p_payment_intent_id: string }
        Returns: {
          address: NonNullable<Json>
          attempt: number
          created_at: string
          currency: string
          decline_reason: string | null
          email: string
          id: string
          items_cents: number
          language: string
          merchant_id: string
          name: string
          number: string
          paid_at: string | null
          pay_expires_at: string | null
          payment_intent_id: string | null
          sale_id: string
          search_text: string | null
          shipping_cents: number
          shipping_tax_cents: number
          shopper_id: string
          status: string
          status_before_refund: string | null
          tax_calculation_id: string | null
          tax_cents: number
          to_ship: number
          total_cents: number | null
          tracking_numbers: string
        }
        SetofOptions: {
          from: "*"
          to: "orders"
          isOneToOne: true
          isSetofReturn: false
        }
      }
      log_everywhere: { Args: { p_action: string }; Returns: undefined }
      mail_about_shipment: {
        Args: { p_shipment_id: string; p_template: string }
        Returns: undefined
      }
      make_recovery_codes: {
        Args: Record<PropertyKey, never>
        Returns: string[]
      }
      mark_delivered: {
        Args: { p_reason?: string; p_request_id: string; p_shipment_id: string }
        Returns: string
      }
      mark_read: {
        Args: { p_message_id: number; p_order_id: string; p_side: string }
        Returns: string
      }
      may: {
        Args: { p_action: string; p_merchant_id: string }
        Returns: boolean
      }
      may_run_sales: { Args: { p_merchant_id: string }; Returns: boolean }
      merchants_where: { Args: { p_action: string }; Returns: string[] }
      merge_places: {
        Args: { p_account_id: string; p_guest_id: string }
        Returns: undefined
      }
      merge_unpaid_orders: {
        Args: { p_account_id: string; p_guest_id: string }
        Returns: string[]
      }
      move_order_by_shipments: {
        Args: { p_order_id: string }
        Returns: undefined
      }
      move_push: {
        Args: { p_account_id: string; p_guest_id: string }
        Returns: number
      }
      move_shipment: {
        Args: { p_at: string; p_shipment_id: string; p_state: string }
        Returns: boolean
      }
      my_ledger_gaps: {
        Args: Record<PropertyKey, never>
        Returns: {
          currency: string
          detail: string
          gap: string
          merchant_id: string
          number: string
          order_id: string
          repair: string
          total_cents: number
        }[]
      }
      my_money: {
        Args: Record<PropertyKey, never>
        Returns: {
          authorised_cents: number
          charged_cents: number
          currency: string
          disputed_cents: number
          fee_cents: number
          merchant_id: string
          order_cents: number
          paid_orders: number
          refunded_cents: number
        }[]
      }
      my_sales: {
        Args: { p_merchant_id?: string }
        Returns: {
          closes_at: string
          currency: string
          hero_url: string
          items: Json
          merchant_id: string
          merchant_name: string
          opens_at: string
          paid_cents: number
          paid_orders: number
          phase: string
          sale_id: string
          slug: string
          status: string
          title: string
        }[]
      }
      name_account: {
        Args: { p_name: string; p_shopper_id: string }
        Returns: string
      }
      needs_address: { Args: { p_order_id: string }; Returns: boolean }
      new_order_number: { Args: Record<PropertyKey, never>; Returns: string }
      note_refund: {
        Args: {
          p_amount_cents: number
          p_event_id: string
          p_event_type: string
          p_failure: string
          p_own_refund_id: string
          p_payment_intent_id: string
          p_refund_id: string
          p_status: string
        }
        Returns: string
      }
      note_refusals: {
        Args: { p_amounts: number[]; p_kinds: string[]; p_sale_ids: string[] }
        Returns: number
      }
      notifications_of: {
        Args: { p_side: string; p_user_id: string }
        Returns: Json
      }
      number_at: { Args: { p_content: Json; p_key: string }; Returns: number }
      numbered_items: {
        Args: { p_sale_id: string }
        Returns: {
          item_id: string
          number: number
        }[]
      }
      offer_to_line: { Args: { p_item_ids: string[] }; Returns: number }
      open_order: {
        Args: {
          p_address: Json
          p_address_key?: string
          p_email: string
          p_language?: string
          p_name: string
          p_request_id: string
          p_sale_id: string
          p_shopper_id: string
        }
        Returns: {
          attempt: number
          currency: string
          items_cents: number
          order_id: string
          outcome: string
          pay_expires_at: string
          payment_intent_id: string
          shipping_cents: number
          status: string
          total_cents: number
        }[]
      }
      order_flags_now: {
        Args: { p_order_id?: string }
        Returns: {
          amount_cents: number
          at: string
          is_closed: boolean
          kind: string
          merchant_id: string
          order_id: string
          reason: string
          state: string
          stripe_id: string
        }[]
      }
      order_movements: {
        Args: { p_order_id: string }
        Returns: {
          at: string
          cause: string
          kind: string
          product_name: string
          quantity: number
          variant_name: string
        }[]
      }
      pause_sale: {
        Args: { p_reason: string; p_request_id: string; p_sale_id: string }
        Returns: string
      }
      pays_too_often: {
        Args: { p_address_key: string; p_shopper_id: string }
        Returns: boolean
      }
      plan_picture_sweep: { Args: Record<PropertyKey, never>; Returns: number }
      prove_email: {
        Args: { p_email: string; p_session_id: string; p_shopper_id: string }
        Returns: string
      }
      push_about: {
        Args: { p_kind: string; p_payload: Json }
        Returns: {
          about: Json
          expires_at: string
          tag: string
        }[]
      }
      push_badge: {
        Args: { p_side: string; p_user_id: string }
        Returns: number
      }
      push_kinds: { Args: Record<PropertyKey, never>; Returns: string[] }
      push_people: {
        Args: {
          p_after: string
          p_kind: string
          p_limit: number
          p_payload: Json
        }
        Returns: string[]
      }
      push_settings_of: { Args: { p_user_id: string }; Returns: Json }
      push_standing: {
        Args: { p_kind: string; p_payload: Json }
        Returns: string
      }
      put_units_back: {
        Args: {
          p_cause: string
          p_claim_ids: string[]
          p_order_id: string
          p_units: number[]
        }
        Returns: number
      }
      reach_of: { Args: { p_user_id: string }; Returns: string }
      read_invitation: {
        Args: { p_token: string }
        Returns: {
          email: string
          merchant_name: string
          role: string
          state: string
        }[]
      }
      read_log: {
        Args: {
          p_action?: string
          p_after?: number
          p_before?: number
          p_from?: string
          p_limit?: number
          p_merchant_id: string
          p_moved_by?: string
          p_subject_id?: string
          p_subject_kind?: string
          p_to?: string
        }
        Returns: {
          action: string
          at: string
          detail: Json
          email: string
          id: number
          moved_by: string
          subject_id: string
          subject_kind: string
        }[]
      }
      reconcile_intents: { Args: Record<PropertyKey, never>; Returns: number }
      record_carrier_update: {
        Args: {
          p_at: string
          p_event_id: string
          p_state: string
          p_tracking_number: string
        }
        Returns: string
      }
      record_dispute: {
        Args: {
          p_amount_cents: number
          p_at: string
          p_dispute_id: string
          p_event_id: string
          p_event_type: string
          p_payment_intent_id: string
          p_reason: string
          p_state: string
        }
        Returns: string
      }
      record_event: {
        Args: { p_event_id: string; p_event_type: string }
        Returns: boolean
      }
      record_fraud_warning: {
        Args: {
          p_at: string
          p_event_id: string
          p_event_type: string
          p_is_actionable: boolean
          p_payment_intent_id: string
          p_reason: string
          p_warning_id: string
        }
        Returns: string
      }
      record_page_events: { Args: { p_events: Json }; Returns: number }
      record_push: {
        Args: {
          p_attempt: number
          p_error?: string
          p_gone: number[]
          p_lease_seconds: number
          p_parked: number[]
          p_retry_seconds?: number
          p_sent: number[]
          p_shard_id: number
        }
        Returns: boolean
      }
      record_return: {
        Args: {
          p_is_refunded: boolean
          p_is_restocked: boolean
          p_lines: Json
          p_reason: string
          p_request_id: string
          p_shipment_id: string
        }
        Returns: string
      }
      recovery_codes_left: { Args: Record<PropertyKey, never>; Returns: number }
      recovery_digest: {
        Args: { p_code: string; p_user_id: string }
        Returns: string
      }
      refresh_sale_search: {
        Args: { p_sale_ids: string[] }
        Returns: undefined
      }
      refresh_statistics: { Args: Record<PropertyKey, never>; Returns: number }
      refund_order: {
        Args: {
          p_amount_cents: number
          p_event_id: string
          p_event_type: string
          p_own_refund_id?: string
          p_payment_intent_id: string
          p_refund_id: string
        }
        Returns: string
      }
      refund_paid_order: {
        Args: {
          p_is_restocked: boolean
          p_lines: Json
          p_order_id: string
          p_reason: string
          p_request_id: string
          p_shipping_cents: number
        }
        Returns: string
      }
      refundable_cents: { Args: { p_order_id: string }; Returns: number }
      refuse_refund: {
        Args: { p_failure: string; p_refund_id: string }
        Returns: string
      }
      release_claim: {
        Args: { p_claim_id: string; p_shopper_id: string }
        Returns: string
      }
      release_claims_of_order: {
        Args: { p_cause: string; p_order_id: string }
        Returns: number
      }
      release_expired_claims: { Args: { p_limit?: number }; Returns: number }
      release_locked_claims: {
        Args: { p_cause: string; p_claim_ids: string[]; p_months: string[] }
        Returns: number
      }
      remember_customer: {
        Args: { p_customer_id: string; p_shopper_id: string }
        Returns: string
      }
      remind_of_sale: {
        Args: { p_sale_id: string; p_user_id: string }
        Returns: {
          opens_at: string
          outcome: string
          reach: string
          slug: string
        }[]
      }
      remove_address: {
        Args: { p_id: string; p_shopper_id: string }
        Returns: string
      }
      remove_canned_answer: { Args: { p_id: string }; Returns: string }
      remove_member: {
        Args: { p_merchant_id: string; p_user_id: string }
        Returns: string
      }
      remove_product: {
        Args: { p_merchant_id: string; p_product_id: string }
        Returns: string
      }
      remove_push_subscription: {
        Args: { p_auth: string; p_endpoint: string }
        Returns: string
      }
      remove_sale_draft: {
        Args: { p_draft_id: string; p_merchant_id: string }
        Returns: string
      }
      remove_samples: { Args: { p_merchant_id: string }; Returns: string }
      renew_push_subscription: {
        Args: {
          p_auth: string
          p_endpoint: string
          p_old_auth: string
          p_old_endpoint: string
          p_p256dh: string
        }
        Returns: {
          id: number
          outcome: string
        }[]
      }
      repair_gap: {
        Args: { p_gap: string; p_order_id: string }
        Returns: string
      }
      repair_of_gap: { Args: { p_gap: string }; Returns: string }
      restock: {
        Args: {
          p_item_id: string
          p_quantity: number
          p_reason: string
          p_request_id: string
        }
        Returns: string
      }
      resume_sale: {
        Args: { p_reason: string; p_request_id: string; p_sale_id: string }
        Returns: string
      }
      retake_released_claims: { Args: { p_order_id: string }; Returns: boolean }
      retry_outbox: { Args: { p_id: number }; Returns: string }
      retry_push: { Args: { p_message_id: number }; Returns: number }
      sale_card: {
        Args: { p_sale_id: string }
        Returns: Record<string, unknown>
      }
      sale_categories: {
        Args: Record<PropertyKey, never>
        Returns: {
          category: string
          currency: string
          sales: number
        }[]
      }
      sale_certificate: { Args: { p_sale_id: string }; Returns: Json }
      sale_content: { Args: { p_sale_id: string }; Returns: Json }
      sale_draft_gaps: {
        Args: { p_content: Json; p_merchant_id: string }
        Returns: string[]
      }
      sale_phase: {
        Args: {
          p_closes_at: string
          p_now: string
          p_opens_at: string
          p_status: string
        }
        Returns: string
      }
      sale_snapshot: { Args: { p_slug: string }; Returns: Json }
      sale_total: {
        Args: { p_kind: string; p_sale_id: string }
        Returns: number
      }
      save_address: {
        Args: {
          p_address: Json
          p_id: string
          p_is_default: boolean
          p_shopper_id: string
        }
        Returns: string
      }
      save_canned_answer: {
        Args: {
          p_body: string
          p_id: string
          p_merchant_id: string
          p_title: string
        }
        Returns: string
      }
      save_product: {
        Args: {
          p_description: string
          p_merchant_id: string
          p_name: string
          p_pictures: Json
          p_product_id: string
          p_tax_basis_points: number
          p_variants: Json
          p_version: number
        }
        Returns: string
      }
      save_push_subscription: {
        Args: {
          p_auth: string
          p_endpoint: string
          p_kinds: string[]
          p_language: string
          p_p256dh: string
          p_side: string
          p_time_zone: string
          p_user_id: string
        }
        Returns: {
          id: number
          outcome: string
        }[]
      }
      save_sale_draft: {
        Args: {
          p_content: Json
          p_draft_id: string
          p_merchant_id: string
          p_version: number
        }
        Returns: {
          outcome: string
          version: number
        }[]
      }
      save_store: {
        Args: { p_merchant_id: string; p_store: Json; p_version: number }
        Returns: string
      }
      schedule_sale: {
        Args: { p_draft_id: string; p_version: number }
        Returns: {
          gaps: string[]
          outcome: string
          sale_id: string
          slug: string
        }[]
      }
      search_form: { Args: { p_text: string }; Returns: string }
      search_orders: {
        Args: {
          p_after?: string
          p_before?: string
          p_filter?: string
          p_from?: string
          p_limit?: number
          p_merchant_id: string
          p_sale_id?: string
          p_search?: string
          p_sort?: string
          p_to?: string
        }
        Returns: {
          created_at: string
          currency: string
          email: string
          id: string
          name: string
          number: string
          paid_at: string
          sale_title: string
          status: string
          to_ship: number
          total_cents: number
          tracking_numbers: string
        }[]
      }
      search_sales: {
        Args: {
          p_category?: string
          p_limit?: number
          p_page?: number
          p_phase?: string
          p_price_max_cents?: number
          p_search?: string
          p_sort?: string
        }
        Returns: {
          category: string
          closes_at: string
          currency: string
          from_cents: number
          from_was_cents: number
          id: string
          merchant_name: string
          opens_at: string
          picture_alt: string
          picture_url: string
          product_names: string[]
          slug: string
          snapshot: Json
          tagline: string
          title: string
          total: number
        }[]
      }
      sell_order: {
        Args: {
          p_cause: string
          p_order: Database["public"]["Tables"]["orders"]["Row"]
        }
        Returns: undefined
      }
      set_member_role: {
        Args: { p_merchant_id: string; p_role: string; p_user_id: string }
        Returns: string
      }
      set_order_tax: {
        Args: {
          p_attempt: number
          p_calculation_id: string
          p_lines: Json
          p_order_id: string
          p_shipping_tax_cents: number
        }
        Returns: string
      }
      set_products_status: {
        Args: {
          p_merchant_id: string
          p_product_ids: string[]
          p_status: string
        }
        Returns: {
          outcome: string
          product_id: string
        }[]
      }
      set_push_settings: {
        Args: { p_are_on: boolean[]; p_kinds: string[]; p_user_id: string }
        Returns: string
      }
      settle_order: {
        Args: {
          p_amount_cents: number
          p_charge_id?: string
          p_currency: string
          p_event_id: string
          p_event_type: string
          p_order_id?: string
          p_payment_intent_id: string
        }
        Returns: string
      }
      settle_refund: {
        Args: {
          p_amount_cents: number
          p_failure: string
          p_order: Database["public"]["Tables"]["orders"]["Row"]
          p_own_refund_id: string
          p_refund_id: string
          p_status: string
        }
        Returns: string
      }
      share_push: {
        Args: { p_limit: number; p_outbox_id: number }
        Returns: boolean
      }
      ship_order: {
        Args: {
          p_carrier: string
          p_lines: Json
          p_order_id: string
          p_reason?: string
          p_request_id: string
          p_tracking_number: string
          p_tracking_url: string
        }
        Returns: string
      }
      ship_orders: {
        Args: { p_merchant_id: string; p_rows: Json }
        Returns: {
          outcome: string
          row: number
        }[]
      }
      shopper_room: {
        Args: { p_item_id: string; p_now: string; p_shopper_id: string }
        Returns: {
          budget_room: number
          limit_room: number
          retry_at: string
        }[]
      }
      stock_version: { Args: { p_sale_id: string }; Returns: number }
      stop_reminding: {
        Args: { p_sale_id: string; p_user_id: string }
        Returns: string
      }
      store_checklist: {
        Args: { p_merchant_id: string }
        Returns: {
          draft_id: string
          has_product: boolean
          has_sale: boolean
          has_samples: boolean
          has_story: boolean
          has_terms: boolean
          heard_at: string
          is_shown: boolean
        }[]
      }
      store_content: { Args: { p_merchant_id: string }; Returns: Json }
      stripe_customer_of: {
        Args: { p_shopper_id: string }
        Returns: {
          customer_id: string
          has_account: boolean
        }[]
      }
      sweep_silent_payments: { Args: { p_limit?: number }; Returns: number }
      take_back_sale: {
        Args: { p_draft_id: string; p_reason: string; p_sale_id: string }
        Returns: string
      }
      take_code_check: { Args: { p_email_key: string }; Returns: string }
      take_code_send: {
        Args: { p_address_key: string; p_email_key: string }
        Returns: number
      }
      take_outbox: {
        Args: { p_lease_seconds: number; p_limit: number }
        Returns: {
          attempts: number
          created_at: string
          dedupe_key: string | null
          done_at: string | null
          id: number
          kind: string
          last_error: string | null
          leased_until: string | null
          merchant_id: string | null
          order_id: string | null
          parked_at: string | null
          payload: NonNullable<Json>
          run_after: string
        }[]
        SetofOptions: {
          from: "*"
          to: "outbox"
          isOneToOne: false
          isSetofReturn: true
        }
      }
      take_push_shards: {
        Args: { p_lease_seconds: number; p_limit: number }
        Returns: {
          about: Json
          attempt: number
          expires_at: string
          id: number
          kind: string
          message_id: number
          subscriptions: Json
          tag: string
        }[]
      }
      take_stripe_tokens: {
        Args: { p_count?: number; p_kind: string }
        Returns: number
      }
      tell_about_help: {
        Args: { p_message_id: number; p_order_id: string; p_to: string }
        Returns: undefined
      }
      tell_person: {
        Args: { p_user_id: string; p_what: string }
        Returns: undefined
      }
      tick: { Args: Record<PropertyKey, never>; Returns: Json }
      time_out_orders: { Args: { p_limit?: number }; Returns: number }
      tokens_at: {
        Args: {
          p_bucket: Database["public"]["Tables"]["stripe_buckets"]["Row"]
          p_now: string
        }
        Returns: number
      }
      unanswered_help: { Args: { p_merchant_id?: string }; Returns: number }
      units_to_ship: { Args: { p_order_id: string }; Returns: number }
      use_recovery_code: { Args: { p_code: string }; Returns: string }
      void_authorisation: {
        Args: { p_order_id: string; p_reason: string }
        Returns: boolean
      }
      why_not: {
        Args: { p_action: string; p_merchant_id: string }
        Returns: string
      }
      withdraw_invitation: { Args: { p_id: string }; Returns: string }
      withdraw_stock: {
        Args: {
          p_item_id: string
          p_quantity: number
          p_reason: string
          p_request_id: string
        }
        Returns: string
      }
      write_due_pushes: { Args: { p_limit: number }; Returns: number }
      write_log: {
        Args: {
          p_action: string
          p_detail?: Json
          p_merchant_id: string
          p_subject_id: string
          p_subject_kind: string
        }
        Returns: undefined
      }
      write_reminder_mails: {
        Args: {
          p_after: string
          p_limit: number
          p_opens_at: string
          p_sale_id: string
        }
        Returns: string
      }
    }
    Enums: {
      [_ in never]: never
    }
    CompositeTypes: {
      [_ in never]: never
    }
  }
}

type DatabaseWithoutInternals = Omit<Database, "__InternalSupabase">

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">]

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
      Row: infer R
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] &
        DefaultSchema["Views"])
    ? (DefaultSchema["Tables"] &
        DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R
      }
      ? R
      : never
    : never

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Insert: infer I
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I
      }
      ? I
      : never
    : never

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Update: infer U
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U
      }
      ? U
      : never
    : never

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema["Enums"]
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends (DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never) = never,
> = DefaultSchemaEnumNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
    ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
    : never

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends (PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never) = never,
> = PublicCompositeTypeNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
    ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
    : never

export const Constants = {
  public: {
    Enums: {},
  },
} as const
